import { NotImplemented, Refusal } from '../access/refusal.ts';
import type { Context } from '../site.ts';
import { parsedBody, refusalAnswer } from './answer.ts';
import type { Arrival, Desk } from './desk.ts';
import type { Answer, Call, Route } from './route.ts';
import type { Match } from './router.ts';

/** Runs a REST operation, its input and its answer compared with GitHub's description. */
export async function answerRest(
  desk: Desk,
  { arrival, match, context }: { arrival: Arrival; match: Match; context: Context },
): Promise<Answer> {
  const { route, params } = match;
  const { conformance } = desk;
  const { headers, path, query } = arrival;
  if (arrival.method !== 'GET' && headers['if-match'] !== undefined) {
    throw new Refusal(
      400,
      'Conditional request headers are not allowed in unsafe requests unless supported by the endpoint',
    );
  }
  checkUnderstood(arrival, route.heeds);
  const body = parsedBody(arrival.body);
  const wrong =
    arrival.method === 'GET' ? undefined : conformance?.ofRequest(route.describedBy, body);
  if (wrong !== undefined) throw new Refusal(422, `Invalid request.\n\n${wrong}`);
  const { accept = 'application/vnd.github+json' } = headers;
  // What is about to be changed is never an old copy. Only a new pull request may miss its branch.
  const mayBeStale = arrival.method === 'GET' || route.operation.endsWith('/pulls');
  const asOf = mayBeStale ? context.asOf : undefined;
  const call = { ...context, asOf, params, query, path, body, accept };
  const answer = await answerOrRefusal(route, call);
  if (Buffer.isBuffer(answer.body)) return answer;
  const problem = conformance?.ofAnswer(route.describedBy, {
    status: answer.status,
    // As it will be read: what JSON leaves out is not there.
    body: answer.body === undefined ? undefined : JSON.parse(JSON.stringify(answer.body)),
  });
  return problem === undefined ? answer : violating(desk, route.operation, problem);
}

/** GitHub describes its refusals too, so they are compared like any other answer. */
async function answerOrRefusal(route: Route, call: Call): Promise<Answer> {
  try {
    return await route.handle(call);
  } catch (error) {
    if (!(error instanceof Refusal) || error instanceof NotImplemented) throw error;
    return refusalAnswer(error);
  }
}

/** Refuses what GitHub would heed and the forge would pass over. */
function checkUnderstood({ query, headers }: Arrival, heeds: readonly string[]): void {
  const heeded = ['page', 'per_page', ...heeds];
  const other = [...query.keys()].find((name) => !heeded.includes(name));
  if (other !== undefined) throw new NotImplemented(`the parameter "${other}"`);
  const [, form] =
    /vnd\.github\.(?:v3\.)?(html|text|full|diff|patch|object|star)\b/.exec(headers.accept ?? '') ??
    [];
  if (form !== undefined) throw new NotImplemented(`the media type "${form}"`);
}

/** What GitHub would never have said is not said either: it is noted, and the request fails. */
export function violating({ violations }: Desk, where: string, problem: string): Answer {
  violations.push({ where, problem });
  return { status: 500, body: { message: `forge: ${where} is not as GitHub answers: ${problem}` } };
}

/** 501 for what the forge does not have, so that nobody takes it for GitHub's word. */
export function unknownOperation({ unknown }: Desk, { method, path }: Arrival): Answer {
  unknown.push(`${method} ${path}`);
  return { status: 501, body: { message: `forge: ${method} ${path} is not implemented` } };
}
