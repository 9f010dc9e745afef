import { z } from 'zod';
import { notFound } from '../access/refusal.ts';
import { type CheckOrder, createCheckRun, editCheckRun } from '../actions/checks.ts';
import { combinedState, createStatus, latestStatuses } from '../actions/statuses.ts';
import { paged, pageOf } from '../http/paging.ts';
import {
  created,
  numberParam,
  ok,
  param,
  type RepositoryCall,
  type Route,
  readBody,
  repositoryRoute,
} from '../http/route.ts';
import { checkRunJson, shortStatusJson, statusJson } from '../json/check.ts';
import { repositoryJson, repositoryUrl } from '../json/repository.ts';
import type { CheckRun } from '../world/repositories.ts';
import { theCommit } from './commits.ts';

const STATUS = z.object({
  state: z.enum(['error', 'failure', 'pending', 'success']),
  context: z.string().default('default'),
  description: z.string().nullish(),
  target_url: z.string().nullish(),
});

const OUTPUT = z.object({
  title: z.string().optional(),
  summary: z.string(),
  text: z.string().optional(),
  annotations: z.array(z.unknown()).default([]),
});

const CHECK_RUN = z.object({
  name: z.string().optional(),
  status: z.string().optional(),
  conclusion: z.string().optional(),
  started_at: z.string().optional(),
  completed_at: z.string().optional(),
  details_url: z.string().optional(),
  external_id: z.string().optional(),
  output: OUTPUT.optional(),
});
const NEW_CHECK_RUN = CHECK_RUN.extend({ name: z.string(), head_sha: z.string() });

const STATUSES = { reads: ['statuses'] };
const CHECKS = { reads: ['checks'] };

/** Commit statuses and check runs. */
export const checkRoutes: readonly Route[] = [
  repositoryRoute('POST /repos/{owner}/{repo}/statuses/{sha}', async (call) => {
    const { state, context, description, target_url } = readBody(call, STATUS);
    const status = await createStatus(call, call.repository, {
      revision: param(call, 'sha'),
      order: {
        state,
        context,
        description: description ?? undefined,
        targetUrl: target_url ?? undefined,
      },
    });
    return created(statusJson(call.site, status));
  }),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/commits/{ref}/statuses',
    async (call) => {
      const { site, repository } = call;
      const { oid } = await theCommit(call);
      const all = site.world.statuses.in(`${repository.id}/${oid}`).toReversed();
      return paged(call, all, (status) => statusJson(site, status));
    },
    STATUSES,
  ),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/commits/{ref}/status',
    async (call) => {
      const { site, repository } = call;
      const { oid } = await theCommit(call);
      const latest = latestStatuses(call, repository, oid);
      const url = `${repositoryUrl(site, repository)}/commits/${oid}`;
      return ok({
        state: combinedState(latest),
        statuses: pageOf(call, latest).items.map((status) => shortStatusJson(site, status)),
        sha: oid,
        total_count: latest.length,
        repository: repositoryJson(site, repository),
        commit_url: url,
        url: `${url}/status`,
      });
    },
    STATUSES,
  ),

  repositoryRoute('POST /repos/{owner}/{repo}/check-runs', async (call) => {
    const { head_sha, name, ...rest } = readBody(call, NEW_CHECK_RUN);
    const order = { ...orderFrom(rest), name };
    const run = await createCheckRun(call, call.repository, { sha: head_sha, order });
    return created(checkRunJson(call.site, run));
  }),

  repositoryRoute('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', (call) => {
    const order = orderFrom(readBody(call, CHECK_RUN));
    return ok(checkRunJson(call.site, editCheckRun(call, theCheckRun(call), order)));
  }),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/check-runs/{check_run_id}',
    (call) => ok(checkRunJson(call.site, theCheckRun(call))),
    CHECKS,
  ),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
    async (call) => {
      const { site, repository } = call;
      const { oid } = await theCommit(call);
      const runs = wantedRuns(call, site.world.checkRuns.in(`${repository.id}/${oid}`));
      const { items, link } = pageOf(call, runs);
      const body = {
        total_count: runs.length,
        check_runs: items.map((run) => checkRunJson(site, run)),
      };
      return ok(body, link === undefined ? {} : { link });
    },
    { ...CHECKS, heeds: ['check_name', 'status', 'filter'] },
  ),
];

function theCheckRun(call: RepositoryCall): CheckRun {
  const found = call.site.world.checkRuns.get(numberParam(call, 'check_run_id'));
  if (found?.repositoryId !== call.repository.id) throw notFound();
  return found;
}

/** Newest first; of runs with one name and App only the last, unless all are asked for. */
function wantedRuns({ query }: RepositoryCall, runs: readonly CheckRun[]): CheckRun[] {
  const [name, status] = [query.get('check_name'), query.get('status')];
  const newestFirst = runs
    .filter((run) => (name ?? run.name) === run.name && (status ?? run.status) === run.status)
    .toReversed();
  if (query.get('filter') === 'all') return newestFirst;
  const keyOf = ({ appId, name }: CheckRun) => `${appId} ${name}`;
  const keys = newestFirst.map(keyOf);
  return newestFirst.filter((run, index) => keys.indexOf(keyOf(run)) === index);
}

function orderFrom(input: z.infer<typeof CHECK_RUN>): CheckOrder {
  const { name, status, conclusion, started_at, completed_at, output } = input;
  return {
    name,
    status,
    conclusion,
    startedAt: started_at === undefined ? undefined : Date.parse(started_at),
    completedAt: completed_at === undefined ? undefined : Date.parse(completed_at),
    detailsUrl: input.details_url,
    externalId: input.external_id,
    output:
      output === undefined
        ? undefined
        : {
            title: output.title,
            summary: output.summary,
            text: output.text,
            annotations: output.annotations.length,
          },
  };
}
