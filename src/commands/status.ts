import { say } from '../domain/prose.ts';
import { defineCommand, did, refused } from '../plugin/command.ts';

/** The short form of `/release status`. */
export default defineCommand({
  name: 'status',
  aliases: ['verify'],
  who: 'anyone',
  where: 'tracking issue',
  usage: [{ line: '/status', effect: 'look at everything again, now' }],

  run(call) {
    if (call.rest !== '')
      return refused(say`it takes no words; the checklist above shows every step`);
    return did([{ do: 'look' }], 'eyes');
  },
});
