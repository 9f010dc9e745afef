import { NotImplemented, Refusal } from '../access/refusal.ts';
import type { GraphRequest } from '../graphql/execute.ts';
import type { Context } from '../site.ts';
import { refusalAnswer } from './answer.ts';
import type { Arrival, Desk } from './desk.ts';
import { withEtag } from './etag.ts';
import { answerGit, type GitRequest } from './git.ts';
import { answerGraph, creationsIn, graphLimited } from './graphql.ts';
import { type Budget, budgetOwner, limitHeaders, primaryLimit, type Resource } from './limits.ts';
import { answerRest } from './rest.ts';
import type { Answer } from './route.ts';
import type { Match } from './router.ts';

/** What a request turned out to want. */
export type Task =
  | { readonly kind: 'git'; readonly wanted: GitRequest }
  | { readonly kind: 'graphql'; readonly request: GraphRequest }
  | { readonly kind: 'rest'; readonly match: Match };

type ApiTask = Exclude<Task, { kind: 'git' }>;

/** A request whose sender is known. */
export interface Errand<T extends Task = Task> {
  readonly arrival: Arrival;
  readonly task: T;
  readonly context: Context;
}

/** Does what a request wants, within the limits of whoever sent it. */
export async function perform(desk: Desk, errand: Errand): Promise<Answer> {
  const { arrival, task, context } = errand;
  if (task.kind === 'git') return answerGit(context, arrival, task.wanted);
  const resource = task.kind === 'graphql' ? 'graphql' : 'core';
  const who = budgetOwner(context.identity);
  const now = desk.site.now();
  const points = pointsOf(task);
  const budget = desk.limits.spend(who, { resource, points, now });
  const answer = await withinLimits(desk, { arrival, task, context }, { budget, resource }).catch(
    (error: unknown) => {
      if (error instanceof NotImplemented) desk.unknown.push(`${routeOf(task)}: ${error.what}`);
      if (error instanceof Refusal) return refusalAnswer(error);
      throw error;
    },
  );
  const tagged = withEtag(arrival, answer);
  // What the client had already costs nothing.
  const refund = tagged.status === 304 ? -points : 0;
  const left = desk.limits.spend(who, { resource, points: refund, now });
  return { ...tagged, headers: { ...limitHeaders(left, resource), ...tagged.headers } };
}

/** How many contents a request creates, as GitHub's secondary limit counts them. */
export function creationsOf(task: Task): number {
  if (task.kind === 'graphql') return creationsIn(task.request);
  return Number(task.kind === 'rest' && task.match.route.creates);
}

/** The route of a request as the log names it. */
export function routeOf(task: Task): string {
  if (task.kind === 'rest') return task.match.route.operation;
  return task.kind === 'graphql' ? 'POST /graphql' : 'git';
}

async function withinLimits(
  desk: Desk,
  { arrival, task, context }: Errand<ApiTask>,
  { budget, resource }: { budget: Budget; resource: Resource },
): Promise<Answer> {
  const { limits, site } = desk;
  const who = budgetOwner(context.identity);
  if (limits.isExceeded(who, resource) && pointsOf(task) > 0) {
    if (task.kind === 'graphql') return graphLimited(who);
    throw primaryLimit(who, budget.reset);
  }
  limits.create(who, { count: creationsOf(task), now: site.now() });
  return task.kind === 'graphql'
    ? answerGraph(desk, { request: task.request, context, budget })
    : answerRest(desk, { arrival, match: task.match, context });
}

/** Asking about the budget is free. */
function pointsOf(task: ApiTask): number {
  if (task.kind === 'graphql') return task.request.cost.points;
  return Number(task.match.route.operation !== 'GET /rate_limit');
}
