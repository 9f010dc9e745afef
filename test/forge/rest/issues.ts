import { z } from 'zod';
import { findIssue } from '../actions/find.ts';
import { createIssue, editIssue } from '../actions/issues.ts';
import { paged } from '../http/paging.ts';
import {
  type Answer,
  created,
  numberParam,
  ok,
  type RepositoryCall,
  type Route,
  readBody,
  repositoryRoute,
} from '../http/route.ts';
import { issueJson, labelsOf } from '../json/issue.ts';
import type { Issue } from '../world/issues.ts';

const LABEL_NAMES = z
  .array(z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]))
  .optional();
const NEW_ISSUE = z.object({
  title: z.union([z.string(), z.number()]).transform(String),
  body: z.string().nullish(),
  labels: LABEL_NAMES,
});
const ISSUE = z.object({
  title: z.union([z.string(), z.number()]).nullish(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']).optional(),
  state_reason: z.enum(['completed', 'not_planned', 'duplicate', 'reopened']).nullish(),
  labels: LABEL_NAMES,
});

const READS = { reads: ['issues', 'pull_requests'] };

/** Issues, and pull requests where they are issues. */
export const issueRoutes: readonly Route[] = [
  repositoryRoute('GET /repos/{owner}/{repo}/issues', (call) => listIssues(call), {
    ...READS,
    heeds: ['state', 'labels', 'creator', 'since', 'sort', 'direction'],
  }),

  repositoryRoute(
    'POST /repos/{owner}/{repo}/issues',
    async (call) => {
      const { title, body, labels } = readBody(call, NEW_ISSUE);
      const order = { title, body: body ?? undefined, labels };
      return created(issueJson(call.site, await createIssue(call, call.repository, order)));
    },
    { creates: true },
  ),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/issues/{issue_number}',
    (call) => ok(issueJson(call.site, theIssue(call), call.asOf)),
    READS,
  ),

  repositoryRoute('PATCH /repos/{owner}/{repo}/issues/{issue_number}', async (call) => {
    const { title, body, state, state_reason, labels } = readBody(call, ISSUE);
    const edited = await editIssue(call, theIssue(call), {
      title: title === null || title === undefined ? undefined : String(title),
      // Null empties the text; left out, it stays.
      body: body === null ? '' : body,
      state,
      stateReason: state_reason ?? undefined,
      labels,
    });
    return ok(issueJson(call.site, edited));
  }),
];

/** The issue the path names. */
export function theIssue(call: RepositoryCall): Issue {
  return findIssue(call, call.repository, numberParam(call, 'issue_number'));
}

function listIssues(call: RepositoryCall): Promise<Answer> {
  const { site, repository, query, asOf } = call;
  const sort = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const sign = query.get('direction') === 'asc' ? 1 : -1;
  const found = site.world.issues
    .in(repository.id, asOf)
    .filter((issue) => isWanted(call, issue))
    .sort(
      (a, b) => sign * (sortKey(call, a, sort) - sortKey(call, b, sort) || a.number - b.number),
    );
  return paged(call, found, (issue) => issueJson(site, issue, asOf));
}

function sortKey({ site, query }: RepositoryCall, issue: Issue, field: 'updatedAt' | 'createdAt') {
  if (query.get('sort') === 'comments') return site.world.comments.in(issue.id).length;
  // Dates are compared as they are shown: in whole seconds.
  return Math.floor(issue[field] / 1000);
}

function isWanted({ site, query }: RepositoryCall, issue: Issue): boolean {
  const state = query.get('state') ?? 'open';
  const labels = (query.get('labels') ?? '').split(',').filter((name) => name !== '');
  const own = labelsOf(site, issue).map(({ name }) => name.toLowerCase());
  const since = Date.parse(query.get('since') ?? '');
  const creator = query.get('creator');
  return (
    (state === 'all' || state === issue.state) &&
    labels.every((name) => own.includes(name.toLowerCase())) &&
    (Number.isNaN(since) || Math.floor(issue.updatedAt / 1000) * 1000 >= since) &&
    (creator === null || site.world.accountNamed(creator)?.id === issue.authorId)
  );
}
