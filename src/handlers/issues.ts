import { z } from 'zod';
import { defineHandler } from '../plugin/handler.ts';

/** A proposal may have been filed, or a tracking issue may have been changed by hand. */
export default defineHandler({
  on: ['issues'],

  payload: z.object({
    action: z.string(),
    issue: z.object({ number: z.int() }),
  }),

  read({ issue }) {
    return [{ at: 'issue', number: issue.number }];
  },
});
