import { z } from 'zod';
import { editPull, requestReviewers, submitReview } from '../actions/edit-pull.ts';
import { findPull } from '../actions/find.ts';
import { mergePull } from '../actions/merge-pull.ts';
import { createPull, headNamed } from '../actions/pulls.ts';
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
import { commitJson, commitsOf, fileJson } from '../json/git.ts';
import { commitsOfPull, filesOfPull, fullPullJson, pullJson, reviewJson } from '../json/pull.ts';
import { ownerOf } from '../json/repository.ts';
import { isPullRequest, type PullRequest } from '../world/issues.ts';

const NEW_PULL = z.object({
  title: z.string(),
  head: z.string(),
  head_repo: z.string().optional(),
  base: z.string(),
  body: z.string().nullish(),
  draft: z.boolean().default(false),
  maintainer_can_modify: z.boolean().default(true),
});
const PULL = z.object({
  title: z.string().optional(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']).optional(),
  base: z.string().optional(),
});
const MERGE = z.object({
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
  sha: z.string().optional(),
  merge_method: z.enum(['merge', 'squash', 'rebase']).default('merge'),
});
const EVENTS = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
} as const;
const REVIEW = z.object({
  event: z.enum(['APPROVE', 'REQUEST_CHANGES', 'COMMENT']),
  body: z.string().default(''),
  commit_id: z.string().optional(),
});
const REVIEWERS = z.object({ reviewers: z.array(z.string()).default([]) });

const READS = { reads: ['pull_requests'] };
const CREATES = { creates: true };

/** Pull requests and their reviews. */
export const pullRoutes: readonly Route[] = [
  repositoryRoute('GET /repos/{owner}/{repo}/pulls', (call) => listPulls(call), {
    ...READS,
    heeds: ['state', 'head', 'base', 'sort', 'direction'],
  }),

  repositoryRoute('POST /repos/{owner}/{repo}/pulls', (call) => postPull(call), CREATES),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/pulls/{pull_number}',
    async (call) => ok(await shown(call, thePull(call))),
    READS,
  ),

  repositoryRoute('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', async (call) => {
    const { title, body, state, base } = readBody(call, PULL);
    const edit = { title, body: body === null ? '' : body, state, base };
    return ok(await shown(call, await editPull(call, thePull(call), edit)));
  }),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/pulls/{pull_number}/files',
    async (call) => {
      const issue = thePull(call);
      const files = await filesOfPull(call.site, issue);
      return paged(call, files, (file) => fileJson(call, file, issue.pull.headOid));
    },
    READS,
  ),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/pulls/{pull_number}/commits',
    async (call) => {
      const { site, repository } = call;
      const oids = await commitsOfPull(site, thePull(call));
      const commits = await commitsOf(site.git(repository), oids);
      return paged(call, commits, (commit) => commitJson(call, commit));
    },
    READS,
  ),

  repositoryRoute('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', async (call) => {
    const { commit_title, commit_message, sha, merge_method } = readBody(call, MERGE);
    const order = { method: merge_method, sha, title: commit_title, message: commit_message };
    const merged = await mergePull(call, thePull(call), order);
    return ok({ sha: merged, merged: true, message: 'Pull Request successfully merged' });
  }),

  repositoryRoute(
    'POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
    (call) => {
      const { event, body, commit_id } = readBody(call, REVIEW);
      const review = { state: EVENTS[event], body, commitOid: commit_id };
      return ok(reviewJson(call.site, submitReview(call, thePull(call), review)));
    },
    CREATES,
  ),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
    (call) =>
      paged(call, call.site.world.reviews.in(thePull(call).id), (review) =>
        reviewJson(call.site, review),
      ),
    READS,
  ),

  repositoryRoute(
    'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
    async (call) => {
      const { reviewers } = readBody(call, REVIEWERS);
      return created(pullJson(call.site, await requestReviewers(call, thePull(call), reviewers)));
    },
    CREATES,
  ),
];

function thePull(call: RepositoryCall): PullRequest {
  return findPull(call, call.repository, numberParam(call, 'pull_number'));
}

async function shown({ site }: RepositoryCall, issue: PullRequest) {
  return fullPullJson(site, issue, await site.mergeTests.of(site, issue));
}

async function postPull(call: RepositoryCall): Promise<Answer> {
  const { title, head, base, body, draft, maintainer_can_modify } = readBody(call, NEW_PULL);
  const { repository } = call;
  const from = headNamed(call, repository, head);
  const issue = await createPull(call, repository, {
    title,
    body: body ?? undefined,
    base,
    headRepository: from.repository,
    head: from.branch,
    draft,
    maintainerCanModify: maintainer_can_modify,
  });
  return created(await shown(call, issue));
}

function listPulls(call: RepositoryCall): Promise<Answer> {
  const { site, repository, query, asOf } = call;
  const sort = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const falling = (query.get('direction') ?? (query.has('sort') ? 'asc' : 'desc')) === 'desc';
  const found = site.world.issues
    .in(repository.id, asOf)
    .filter(isPullRequest)
    .filter((issue) => isWanted(call, issue))
    .sort((a, b) => (falling ? -1 : 1) * (a[sort] - b[sort] || a.number - b.number));
  return paged(call, found, (issue) => pullJson(site, issue));
}

/** A head without an owner is not looked at, as on GitHub: `head` must be `owner:branch`. */
function isWanted({ site, query }: RepositoryCall, { state, pull }: PullRequest): boolean {
  const wanted = query.get('state') ?? 'open';
  const base = query.get('base');
  const head = query.get('head');
  const from = site.world.repositories.get(pull.headRepositoryId);
  const label = from === undefined ? '' : `${ownerOf(site, from).login}:${pull.headRef}`;
  return (
    (wanted === 'all' || wanted === state) &&
    (base === null || base === pull.baseRef) &&
    (head === null || !head.includes(':') || head.toLowerCase() === label.toLowerCase())
  );
}
