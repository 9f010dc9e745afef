import { z } from 'zod';
import { defineHandler } from '../plugin/handler.ts';

const TAGS = 'refs/tags/';

/** Tags may have come, gone or moved; a branch may hold a fix that a release waits for. */
export default defineHandler({
  on: ['push'],

  payload: z.object({ ref: z.string() }),

  read({ ref }) {
    if (!ref.startsWith(TAGS)) return [{ at: 'repository' }];
    return [{ at: 'tags', pushed: ref.slice(TAGS.length) }];
  },
});
