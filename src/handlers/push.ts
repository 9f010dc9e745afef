import { z } from 'zod';
import { defineHandler } from '../plugin/handler.ts';

/** Tags may have come, gone or moved; a branch may hold a fix that a release waits for. */
export default defineHandler({
  on: ['push'],

  payload: z.object({ ref: z.string() }),

  read({ ref }) {
    return [ref.startsWith('refs/tags/') ? { at: 'tags' } : { at: 'repository' }];
  },
});
