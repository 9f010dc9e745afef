import { z } from 'zod';
import { toInstant } from '../domain/time.ts';
import { ACTOR, defineHandler } from '../plugin/handler.ts';

/** What people say: handed on letter for letter, because it can be edited or deleted later. */
export default defineHandler({
  on: ['issue_comment'],

  payload: z.object({
    action: z.enum(['created', 'edited', 'deleted']),
    issue: z.object({ number: z.int(), pull_request: z.unknown().optional() }),
    comment: z.object({
      id: z.int(),
      body: z.string(),
      created_at: z.iso.datetime(),
      updated_at: z.iso.datetime(),
      user: ACTOR,
    }),
    sender: ACTOR,
  }),

  read({ action, issue, comment, sender }) {
    if (issue.pull_request !== undefined) return [];
    const { id, body, user } = comment;
    return [
      {
        at: 'comment',
        isBot: user.type !== 'User',
        comment: {
          id,
          issue: issue.number,
          author: { id: user.id, login: user.login },
          body,
          at: toInstant(comment.created_at),
          change: action,
          by: { id: sender.id, login: sender.login },
          ...(action === 'edited' ? { changedAt: toInstant(comment.updated_at) } : {}),
        },
      },
    ];
  },
});
