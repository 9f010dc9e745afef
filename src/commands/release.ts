import { code, say } from '../domain/prose.ts';
import { type Call, defineCommand, did, refused } from '../plugin/command.ts';

/** Opens a release, or tells about one. */
export default defineCommand({
  name: 'release',
  who: (call) => (verbOf(call) === 'new' ? 'writer' : 'anyone'),
  where: 'anywhere',
  usage: [
    { line: '/release new v1.2.0', effect: 'propose a release of every artifact at this version' },
    { line: '/release new v1.2.0 chart/0.3.0', effect: 'propose exactly these' },
    { line: '/release status', effect: 'look at everything again' },
    { line: '/release help', effect: 'this table' },
  ],

  run(call, at) {
    const [, ...words] = call.sentence.words;
    switch (verbOf(call)) {
      case 'new':
        if (words.length === 0)
          return refused(say`which version? Say ${code('/release new v1.2.0')}`);
        return did([{ do: 'open', versions: words }], 'rocket');
      case 'help':
        return did([{ do: 'help' }]);
      case 'status':
        return at === undefined
          ? refused(say`this issue tracks no release`)
          : did([{ do: 'look' }], 'eyes');
      default:
        return refused(
          say`say ${code('/release new v1.2.0')}, ${code('/release status')} or ${code('/release help')}`,
        );
    }
  },
});

function verbOf({ sentence }: Call): string {
  return (sentence.words[0] ?? '').toLowerCase();
}
