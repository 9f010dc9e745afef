import { say } from '../domain/prose.ts';
import { defineCommand, did, refused } from '../plugin/command.ts';

/** Tries again what the outside refused, after looking whether it happened all the same. */
export default defineCommand({
  name: 'retry',
  who: 'writer',
  where: 'tracking issue',
  usage: [{ line: '/retry', effect: 'try again what was refused, after another look' }],

  run(call) {
    if (call.rest !== '')
      return refused(say`it takes no words: whatever was refused is tried again`);
    return did([{ do: 'retry' }], 'rocket');
  },
});
