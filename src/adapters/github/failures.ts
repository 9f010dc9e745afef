import { GraphqlResponseError } from '@octokit/graphql';
import { messageOf, RingmasterError, type TroubleCode } from '../../domain/errors.ts';
import type { Intent } from './governor/ask.ts';

/** GitHub's answer is none: it is cut off, or is not what was asked for. */
export class Garbled extends Error {
  override readonly name = 'Garbled';
}

/**
 * Runs a request and turns its failure into one that says what to do: whether
 * GitHub refused, may not be reached, or may have done it all the same.
 * @throws RingmasterError `access-missing`, `outside-refused`, `outside-unreachable`,
 *   `outside-garbled`, `outside-limited` or `outcome-unknown`.
 */
export async function asking<T>(
  what: string,
  intent: Intent,
  request: () => Promise<T>,
): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw explain(error, { what, intent });
  }
}

/** The same, where "there is none" is an answer; some routes say so with another status than 404. */
export async function askingFor<T>(
  what: string,
  request: () => Promise<T>,
  none: readonly number[] = [404],
): Promise<T | undefined> {
  return asking(what, 'read', () => orNone(request, none));
}

/** Runs a request for which "there is none" is an answer. */
export async function orNone<T>(
  request: () => Promise<T>,
  none: readonly number[] = [404],
): Promise<T | undefined> {
  try {
    return await request();
  } catch (error) {
    if (none.includes(statusOf(error) ?? 0)) return undefined;
    throw error;
  }
}

/** What was answered, as far as it can be told from the error. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  return typeof error.status === 'number' ? error.status : undefined;
}

interface About {
  readonly what: string;
  readonly intent: Intent;
}

function explain(error: unknown, { what, intent }: About): RingmasterError {
  if (error instanceof RingmasterError) return error;
  const code = codeOf(error, intent);
  const advice =
    code === 'access-missing'
      ? 'Compare the permissions of the App, or of the machine user, with the table in the README'
      : undefined;
  return new RingmasterError(code, `GitHub: ${what}: ${reasonOf(error)}`, {
    cause: error,
    ...(advice === undefined ? {} : { advice }),
  });
}

function codeOf(error: unknown, intent: Intent): TroubleCode {
  if (error instanceof GraphqlResponseError) return graphqlCode(error, intent);
  if (error instanceof Garbled) return intent === 'write' ? 'outcome-unknown' : 'outside-garbled';
  const status = statusOf(error);
  if (status === undefined || status >= 500) return unexplained(intent);
  if (status === 401 || status === 403 || status === 404) return 'access-missing';
  return 'outside-refused';
}

/** Whatever went wrong, a read has done nothing. */
function unexplained(intent: Intent): TroubleCode {
  return intent === 'write' ? 'outcome-unknown' : 'outside-unreachable';
}

const GRAPHQL_CODES: Readonly<Record<string, TroubleCode>> = {
  NOT_FOUND: 'access-missing',
  FORBIDDEN: 'access-missing',
  UNPROCESSABLE: 'outside-refused',
  STALE_DATA: 'outside-unreachable',
};

/**
 * GraphQL says what went wrong by a word; an error without one may mean anything.
 * Of a mutation a part may be done: then the outcome has to be looked for, for what
 * was refused may be there by the next time, such as a pull request whose branch
 * GitHub did not see yet.
 */
function graphqlCode({ errors, data }: GraphqlResponseError<unknown>, intent: Intent): TroubleCode {
  if (intent === 'write' && Object.values(data ?? {}).some((part) => part !== null))
    return 'outcome-unknown';
  const known = (errors ?? []).flatMap(({ type }) => GRAPHQL_CODES[type] ?? []);
  return known[0] ?? unexplained(intent);
}

/**
 * What GitHub said, without what differs from one answer to the next, such as a
 * request's id or the time: the same trouble shall read the same tomorrow.
 */
function reasonOf(error: unknown): string {
  const status = statusOf(error);
  if (status !== undefined && status >= 500) return `it failed with ${status}`;
  if (error instanceof GraphqlResponseError && isNameless(error)) return 'it failed by itself';
  return messageOf(error).replace(ADDRESS_OF_DOCUMENTATION, '');
}

/** An error of GitHub's own has no type, and names the request. */
function isNameless({ errors }: GraphqlResponseError<unknown>): boolean {
  return (errors ?? []).every(({ type }) => type === undefined);
}

const ADDRESS_OF_DOCUMENTATION = / - https:\/\/\S+$/;
