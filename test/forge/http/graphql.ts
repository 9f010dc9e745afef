import { GraphQLError } from 'graphql';
import { Refusal } from '../access/refusal.ts';
import {
  errorJson,
  type GraphRequest,
  readGraphRequest,
  runGraphRequest,
} from '../graphql/execute.ts';
import type { Context } from '../site.ts';
import { parsedBody } from './answer.ts';
import type { Arrival, Desk } from './desk.ts';
import type { Budget } from './limits.ts';
import { type Answer, ok } from './route.ts';

// The mutations whose results count as content for GitHub's secondary limit.
const CREATING = new Set(['addComment', 'createIssue', 'createPullRequest']);

/** A document that could not be parsed is answered, not refused. */
export type ReadGraphRequest =
  | { readonly request: GraphRequest; readonly failed: undefined }
  | { readonly request: undefined; readonly failed: Answer };

/** Reads a GraphQL request, or says what is wrong with its text. */
export function readGraph({ body }: Arrival): ReadGraphRequest {
  try {
    return { request: readGraphRequest(parsedBody(body)), failed: undefined };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { request: undefined, failed: ok({ errors: [errorJson(error)] }) };
  }
}

/** How many contents a request creates. */
export function creationsIn({ fields }: GraphRequest): number {
  return fields.filter((field) => CREATING.has(field)).length;
}

/** Runs a GraphQL request. Whatever comes of it, GitHub's status is 200. */
export async function answerGraph(
  { unknown }: Desk,
  { request, context, budget }: { request: GraphRequest; context: Context; budget: Budget },
): Promise<Answer> {
  if (context.identity.kind === 'nobody') {
    throw new Refusal(401, 'This endpoint requires you to be authenticated.');
  }
  const noteUnknown = (what: string) => unknown.push(what);
  return ok(await runGraphRequest(request, { context, budget, noteUnknown }));
}

/** What GraphQL answers when the hour's points are used up: 200, with an error in it. */
export function graphLimited(who: string): Answer {
  const message = `API rate limit exceeded for ${who}.`;
  return ok({ errors: [{ type: 'RATE_LIMITED', message }] });
}
