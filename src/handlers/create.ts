import { z } from 'zod';
import { defineHandler } from '../plugin/handler.ts';

/** Tags may have come or gone. */
export default defineHandler({
  on: ['create', 'delete'],

  payload: z.object({ ref_type: z.string(), ref: z.string() }),

  read({ ref_type: kind, ref }) {
    return kind === 'tag' ? [{ at: 'tags', pushed: ref }] : [];
  },
});
