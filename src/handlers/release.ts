import { z } from 'zod';
import { defineHandler } from '../plugin/handler.ts';

/** Somebody may have published or changed a GitHub release. */
export default defineHandler({
  on: ['release'],

  payload: z.object({ action: z.string() }),

  read() {
    return [{ at: 'repository' }];
  },
});
