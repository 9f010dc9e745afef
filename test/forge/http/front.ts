import { createServer, type IncomingMessage, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Identity, identify } from '../access/identity.ts';
import { Refusal } from '../access/refusal.ts';
import type { FaultPlan } from '../faults/faults.ts';
import { BAD_GATEWAY, bodyOf, NOT_FOUND, refusalAnswer, sendAnswer } from './answer.ts';
import { type Arrival, type Desk, RESET } from './desk.ts';
import { identifyGit, readGit } from './git.ts';
import { readGraph } from './graphql.ts';
import { budgetOwner, primaryLimit, secondaryLimit } from './limits.ts';
import { creationsOf, perform, routeOf, type Task } from './perform.ts';
import { requesterOf } from './requests.ts';
import { unknownOperation, violating } from './rest.ts';
import type { Answer } from './route.ts';
import { decoded } from './router.ts';

/** What is noted about a request while it is being answered. */
interface Trace {
  task: Task | undefined;
  identity: Identity;
  /** Whether it was done, whatever its sender was told. */
  isDone: boolean;
}

type Reply = Answer | typeof RESET;

/** The forge's HTTP server: one address for REST, GraphQL and git. */
export function createFront(desk: Desk): Server {
  return createServer((request, response) => {
    const answered = arrivalOf(request).then(async (arrival) => {
      const trace: Trace = { task: undefined, identity: { kind: 'nobody' }, isDone: false };
      const reply = await replyTo(desk, arrival, trace).catch((error: unknown) =>
        failed(desk, arrival, error),
      );
      note(desk, arrival, { trace, reply });
      if (reply === RESET) request.socket.destroy();
      else sendAnswer(response, reply);
    });
    // Only a client that went away while it was sending comes here; nobody is left to be told.
    answered.catch(() => response.destroy());
  });
}

async function arrivalOf(request: IncomingMessage): Promise<Arrival> {
  const url = new URL(request.url ?? '/', 'http://forge');
  const headers = Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]);
  return {
    method: request.method ?? 'GET',
    // An enterprise server has its APIs beneath these prefixes, and clients may be set to one.
    path: url.pathname.replace(/^\/api\/v3(?=\/)/, '').replace(/^\/api\/graphql$/, '/graphql'),
    query: url.searchParams,
    headers: Object.fromEntries(headers),
    body: await bodyOf(request),
  };
}

async function replyTo(desk: Desk, arrival: Arrival, trace: Trace): Promise<Reply> {
  const { site, faults } = desk;
  const { task, failed: answer } = taskOf(desk, arrival);
  if (task === undefined) return answer;
  trace.task = task;
  trace.identity =
    task.kind === 'git'
      ? identifyGit(site, arrival)
      : identify(site.world, arrival.headers.authorization, site.now());
  const plans = faults.forRequest({
    method: arrival.method,
    path: decoded(arrival.path),
    operations: task.kind === 'graphql' ? task.request.fields : [],
  });
  await meetBefore(desk, plans, trace.identity);
  const refusal = plans.find((plan) => plan.kind === 'refuse');
  if (refusal !== undefined) return refusal.status === 404 ? NOT_FOUND : BAD_GATEWAY;
  const context = { site, identity: trace.identity, asOf: readTime(plans, site.now()) };
  const performed = await perform(desk, { arrival, task, context });
  trace.isDone = performed.status < 400;
  if (plans.some(({ kind }) => kind === 'effect-then-reset')) return RESET;
  return plans.some(({ kind }) => kind === 'effect-then-502') ? BAD_GATEWAY : performed;
}

type TaskOrAnswer =
  | { readonly task: Task; readonly failed?: undefined }
  | { readonly task?: undefined; readonly failed: Answer };

function taskOf(desk: Desk, arrival: Arrival): TaskOrAnswer {
  const wanted = readGit(arrival);
  if (wanted !== undefined) return { task: { kind: 'git', wanted } };
  if (arrival.path === '/graphql' && arrival.method === 'POST') {
    const { request, failed } = readGraph(arrival);
    return request === undefined ? { failed } : { task: { kind: 'graphql', request } };
  }
  const match = desk.router.match(arrival.method, arrival.path);
  if (match !== undefined) return { task: { kind: 'rest', match } };
  return { failed: unknownOperation(desk, arrival) };
}

async function meetBefore({ site }: Desk, plans: readonly FaultPlan[], identity: Identity) {
  for (const plan of plans) {
    if (plan.kind === 'delay') await sleep(plan.ms);
    if (plan.kind !== 'rate-limit') continue;
    const { retryAfter, resetIn, status } = plan;
    if (resetIn === undefined) throw secondaryLimit(retryAfter, status);
    const reset = Math.floor(site.now() / 1000) + resetIn;
    throw primaryLimit(budgetOwner(identity), reset, status);
  }
}

/** The moment a request reads as of; undefined is now. */
function readTime(plans: readonly FaultPlan[], now: number): number | undefined {
  const age = plans.reduce((ms, plan) => Math.max(ms, plan.kind === 'stale' ? plan.ms : 0), 0);
  return age === 0 ? undefined : now - age;
}

function failed(desk: Desk, { method, path }: Arrival, error: unknown): Answer {
  if (error instanceof Refusal) return refusalAnswer(error);
  const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return violating(desk, `${method} ${path}`, problem);
}

function note(
  { site, requests }: Desk,
  { method, path }: Arrival,
  { trace, reply }: { trace: Trace; reply: Reply },
): void {
  const { task, identity, isDone } = trace;
  requests.add({
    at: site.now(),
    method,
    path,
    route: task === undefined ? undefined : routeOf(task),
    operations: task?.kind === 'graphql' ? task.request.fields : [],
    by: requesterOf(site.world, identity),
    status: reply === RESET ? 0 : reply.status,
    creations: isDone && task !== undefined ? creationsOf(task) : 0,
  });
}
