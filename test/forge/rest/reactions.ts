import { z } from 'zod';
import { addReaction, removeReaction, type Subject } from '../actions/reactions.ts';
import { paged } from '../http/paging.ts';
import {
  DONE,
  numberParam,
  type RepositoryCall,
  type Route,
  readBody,
  repositoryRoute,
} from '../http/route.ts';
import { reactionJson } from '../json/issue.ts';
import { REACTIONS } from '../world/issues.ts';
import { theComment } from './comments.ts';
import { theIssue } from './issues.ts';

const REACTION = z.object({ content: z.enum(REACTIONS) });
const READS = { reads: ['issues', 'pull_requests'] };

/** Reactions to issues and to comments, which work alike. */
export const reactionRoutes: readonly Route[] = [
  ...routesFor('issues/{issue_number}', theIssue),
  ...routesFor('issues/comments/{comment_id}', theComment),
];

function routesFor(
  place: string,
  find: (call: RepositoryCall) => { readonly nodeId: string },
): Route[] {
  const path = `/repos/{owner}/{repo}/${place}/reactions`;
  const subjectOf = (call: RepositoryCall): Subject => ({
    repository: call.repository,
    nodeId: find(call).nodeId,
  });
  return [
    repositoryRoute(
      `GET ${path}`,
      (call) => {
        const content = call.query.get('content');
        const given = call.site.world.reactions
          .in(find(call).nodeId)
          .filter((reaction) => content === null || reaction.content === content);
        return paged(call, given, (reaction) => reactionJson(call.site, reaction));
      },
      { ...READS, heeds: ['content'] },
    ),

    repositoryRoute(`POST ${path}`, (call) => {
      const { content } = readBody(call, REACTION);
      const { reaction, isNew } = addReaction(call, subjectOf(call), content);
      return { status: isNew ? 201 : 200, body: reactionJson(call.site, reaction) };
    }),

    repositoryRoute(`DELETE ${path}/{reaction_id}`, (call) => {
      removeReaction(call, subjectOf(call), numberParam(call, 'reaction_id'));
      return DONE;
    }),
  ];
}
