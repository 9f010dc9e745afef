import { code, say } from '../domain/prose.ts';
import { defineCommand, did, refused } from '../plugin/command.ts';

const REF = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/;

/** Cuts a new candidate; nothing that was said of the one before carries over. */
export default defineCommand({
  name: 'rc',
  who: 'member',
  where: 'tracking issue',
  keywords: ['from'],
  usage: [
    {
      line: '/rc',
      effect: 'a new candidate from the head of the default branch; earlier sign-offs are void',
    },
    { line: '/rc from <branch or commit>', effect: 'the same from somewhere else' },
  ],

  run({ sentence }) {
    if (sentence.words.length > 0)
      return refused(
        say`${code(sentence.words[0] ?? '')} is not understood; say ${code('/rc')} or ${code('/rc from main')}`,
      );
    const { from } = sentence.parts;
    if (from !== undefined && !REF.test(from))
      return refused(say`${code(from)} is no branch or commit`);
    return did([{ do: 'cut', from }], 'rocket');
  },
});
