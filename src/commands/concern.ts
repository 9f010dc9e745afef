import { code, say } from '../domain/prose.ts';
import { defineCommand, did, refused } from '../plugin/command.ts';

/** Raises a question that must be answered before a release goes on. */
export default defineCommand({
  name: 'concern',
  who: 'writer',
  where: 'tracking issue',
  usage: [
    {
      line: '/concern <what worries you>',
      effect: 'nothing more is begun until it is resolved',
    },
  ],

  run({ rest }) {
    if (rest === '') return refused(say`say what it is: ${code('/concern <what worries you>')}`);
    return did([{ do: 'object', kind: 'concern', words: rest }]);
  },
});
