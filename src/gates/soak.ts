import { z } from 'zod';
import { say } from '../domain/prose.ts';
import { after, clock, formatDuration, parseDuration } from '../domain/time.ts';
import { pass, pending } from '../domain/verdict.ts';
import { defineGate } from '../plugin/gate.ts';
import { durationText } from '../plugin/options.ts';

/** Opens once the candidate has been in its ring for long enough. */
export default defineGate({
  name: 'soak',
  verb: 'check',
  title: 'The candidate has been in its ring for a while, in which trouble would have shown',

  options: z.object({
    for: durationText().describe('How long, such as `24h`, from when its ring opened.'),
  }),

  async observe({ ringSince }) {
    return { since: ringSince };
  },

  judge({ since }, { for: duration }, now) {
    const asked = parseDuration(duration) ?? 0;
    const until = after(since, asked);
    const whole = { words: formatDuration(asked) };
    if (now >= until) return pass(say`in this ring for ${whole}, since ${{ words: clock(since) }}`);
    return pending(say`in this ring until ${{ words: clock(until) }}, for ${whole} in all`, {
      until,
    });
  },
});
