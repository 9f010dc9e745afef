import { z } from 'zod';
import { createComment, deleteComment, editComment, minimizeComment } from '../actions/comments.ts';
import { addReaction } from '../actions/reactions.ts';
import { REACTIONS, type Reaction } from '../world/issues.ts';
import { readNodeId } from '../world/node-id.ts';
import { existing } from '../world/world.ts';
import { commentNode, REACTION_WORDS, reactionNode } from './comment-node.ts';
import { commentWithId, findNode, issueWithId } from './find-node.ts';
import { issueOrPullNode } from './issue-node.ts';
import { mutation } from './mutation.ts';
import type { GraphContext, Node } from './node.ts';

const ADD = z.object({ subjectId: z.string(), body: z.string() });
const UPDATE = z.object({ id: z.string(), body: z.string() });
const DELETE = z.object({ id: z.string() });
const MINIMIZE = z.object({ subjectId: z.string(), classifier: z.string() });
const REACT = z.object({ subjectId: z.string(), content: z.enum(Object.values(REACTION_WORDS)) });

/** Mutations of comments and reactions. */
export function commentMutations(context: GraphContext): Node {
  return {
    addComment: mutation(context, { name: 'addComment', input: ADD }, ({ subjectId, body }) => {
      const issue = issueWithId(context, subjectId);
      const comment = createComment(context, issue, body);
      return {
        commentEdge: { cursor: '', node: () => commentNode(context, comment) },
        subject: () => issueOrPullNode(context, issue),
      };
    }),

    updateIssueComment: mutation(
      context,
      { name: 'updateIssueComment', input: UPDATE },
      ({ id, body }) => {
        const comment = editComment(context, commentWithId(context, id), body);
        return { issueComment: () => commentNode(context, comment) };
      },
    ),

    deleteIssueComment: mutation(
      context,
      { name: 'deleteIssueComment', input: DELETE },
      ({ id }) => {
        deleteComment(context, commentWithId(context, id));
        return {};
      },
    ),

    minimizeComment: mutation(context, { name: 'minimizeComment', input: MINIMIZE }, (input) => {
      const comment = commentWithId(context, input.subjectId);
      const folded = minimizeComment(context, comment, input.classifier);
      return { minimizedComment: () => commentNode(context, folded) };
    }),

    addReaction: mutation(context, { name: 'addReaction', input: REACT }, (input) => {
      const reaction = react(context, input.subjectId, input.content);
      return {
        reaction: () => reactionNode(context, reaction),
        subject: () => findNode(context, input.subjectId),
      };
    }),
  };
}

function react(context: GraphContext, subjectId: string, word: string): Reaction {
  const { world } = context.site;
  const subject =
    readNodeId(subjectId)?.kind === 'IssueComment'
      ? commentWithId(context, subjectId)
      : issueWithId(context, subjectId);
  const repository = existing(world.repositories, subject.repositoryId);
  const content = REACTIONS.find((one) => REACTION_WORDS[one] === word);
  if (content === undefined) throw new Error(`no reaction is called ${word}`);
  return addReaction(context, { repository, nodeId: subject.nodeId }, content).reaction;
}
