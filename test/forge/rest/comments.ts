import { z } from 'zod';
import { createComment, deleteComment, editComment } from '../actions/comments.ts';
import { findComment } from '../actions/find.ts';
import { paged } from '../http/paging.ts';
import {
  created,
  DONE,
  numberParam,
  ok,
  type RepositoryCall,
  type Route,
  readBody,
  repositoryRoute,
} from '../http/route.ts';
import { commentJson } from '../json/issue.ts';
import type { Comment } from '../world/issues.ts';
import { theIssue } from './issues.ts';

const BODY = z.object({ body: z.string() });
const READS = { reads: ['issues', 'pull_requests'] };

/** Comments on issues and pull requests. */
export const commentRoutes: readonly Route[] = [
  repositoryRoute(
    'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    (call) => {
      const { site, asOf } = call;
      const comments = site.world.comments.in(theIssue(call).id, asOf);
      return paged(call, comments.filter(isSince(call)), (comment) => commentJson(site, comment));
    },
    { ...READS, heeds: ['since'] },
  ),

  repositoryRoute(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    (call) => {
      const { body } = readBody(call, BODY);
      return created(commentJson(call.site, createComment(call, theIssue(call), body)));
    },
    { creates: true },
  ),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/issues/comments',
    (call) => {
      const { site, repository, query, asOf } = call;
      const sort = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
      // Without `sort` the direction is ignored (OpenAPI, "List issue comments for a repository").
      const sign = query.has('sort') && query.get('direction') === 'desc' ? -1 : 1;
      const all = site.world.issues
        .in(repository.id, asOf)
        .flatMap(({ id }) => site.world.comments.in(id, asOf))
        .filter(isSince(call))
        .sort((a, b) => sign * (a[sort] - b[sort] || a.id - b.id));
      return paged(call, all, (comment) => commentJson(site, comment));
    },
    { ...READS, heeds: ['since', 'sort', 'direction'] },
  ),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/issues/comments/{comment_id}',
    (call) => ok(commentJson(call.site, theComment(call))),
    READS,
  ),

  repositoryRoute('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', (call) => {
    const { body } = readBody(call, BODY);
    return ok(commentJson(call.site, editComment(call, theComment(call), body)));
  }),

  repositoryRoute('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', (call) => {
    deleteComment(call, theComment(call));
    return DONE;
  }),
];

/** The comment the path names. */
export function theComment(call: RepositoryCall): Comment {
  return findComment(call, call.repository, numberParam(call, 'comment_id'));
}

function isSince({ query }: RepositoryCall): (comment: Comment) => boolean {
  const since = Date.parse(query.get('since') ?? '');
  return ({ updatedAt }) => Number.isNaN(since) || Math.floor(updatedAt / 1000) * 1000 >= since;
}
