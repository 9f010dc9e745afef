import { defineTerminalCommand, Misuse } from '../terminal.ts';
import { readWish } from './promote/wish.ts';
import { DETAILS, USAGE } from './promote/words.ts';

export default defineTerminalCommand({
  usage: USAGE,
  details: DETAILS,

  async run(args) {
    const wish = readWish(args);
    if (wish.act === 'propose' && !wish.isAgreed && !process.stdin.isTTY)
      throw new Misuse('--pull-request asks first, and there is no terminal here: add --yes');
    // The client of GitHub takes its time to load: whoever only wants help does not wait for it.
    const { promote } = await import('./promote/promote.ts');
    return promote(wish);
  },
});
