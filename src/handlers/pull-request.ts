import { z } from 'zod';
import { defineHandler } from '../plugin/handler.ts';

/** A pull request of ours may have been merged, closed or changed. */
export default defineHandler({
  on: ['pull_request'],

  payload: z.object({ pull_request: z.object({ head: z.object({ ref: z.string() }) }) }),

  read({ pull_request: { head } }) {
    return [{ at: 'branch', branch: head.ref }];
  },
});
