import { z } from 'zod';
import { openDoor } from './door.ts';
import { Letterbox } from './letters.ts';

// A process that takes in, and tells what that costs it whenever it is asked.
const box = new Letterbox();
const { port } = await openDoor(box.options);
process.on('message', (question) => {
  if (z.literal('cost').safeParse(question).success)
    process.send?.({
      now: process.memoryUsage.rss(),
      peak: process.resourceUsage().maxRSS * 1024,
      taken: box.taken.length,
    });
});
process.on('disconnect', () => process.exit());
process.send?.({ port });
