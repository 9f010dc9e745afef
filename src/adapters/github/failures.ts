import { GraphqlResponseError } from '@octokit/graphql';
import { messageOf, RingmasterError, type TroubleCode } from '../../domain/errors.ts';

/** Whether a request may have changed something although it failed. */
export type Intent = 'read' | 'write';

/**
 * Runs a request and turns its failure into one that says what to do: whether
 * GitHub refused, may not be reached, or may have done it all the same.
 * @throws RingmasterError `access-missing`, `outside-refused`, `outside-unreachable` or `outcome-unknown`.
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
  return asking(what, 'read', async () => {
    try {
      return await request();
    } catch (error) {
      if (none.includes(statusOf(error) ?? 0)) return undefined;
      throw error;
    }
  });
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
  if (isLimited(error)) return 'outside-unreachable';
  if (error instanceof GraphqlResponseError) return graphqlCode(error);
  const status = statusOf(error);
  if (status === undefined || status >= 500)
    return intent === 'write' ? 'outcome-unknown' : 'outside-unreachable';
  if (status === 401 || status === 403 || status === 404) return 'access-missing';
  return 'outside-refused';
}

const GRAPHQL_CODES: Readonly<Record<string, TroubleCode>> = {
  NOT_FOUND: 'access-missing',
  FORBIDDEN: 'access-missing',
  UNPROCESSABLE: 'outside-refused',
  STALE_DATA: 'outside-unreachable',
};

/** GraphQL says what went wrong by a word; an error without one may mean anything. */
function graphqlCode({ errors }: GraphqlResponseError<unknown>): TroubleCode {
  const known = (errors ?? []).flatMap(({ type }) => GRAPHQL_CODES[type] ?? []);
  return known[0] ?? 'outcome-unknown';
}

/**
 * What GitHub said, without what differs from one answer to the next, such as a
 * request's id or the time: the same trouble shall read the same tomorrow.
 */
function reasonOf(error: unknown): string {
  if (isLimited(error)) return 'its rate limit is used up for now';
  const status = statusOf(error);
  if (status !== undefined && status >= 500) return `it failed with ${status}`;
  return messageOf(error).replace(ADDRESS_OF_DOCUMENTATION, '');
}

const ADDRESS_OF_DOCUMENTATION = / - https:\/\/\S+$/;

/** GitHub's limits answer 403 like missing rights do, or by a word of GraphQL. */
function isLimited(error: unknown): boolean {
  if (error instanceof GraphqlResponseError)
    return (error.errors ?? []).some(({ type }) => type === 'RATE_LIMITED');
  const status = statusOf(error);
  return status === 429 || (status === 403 && /rate limit|abuse/i.test(messageOf(error)));
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  return typeof error.status === 'number' ? error.status : undefined;
}
