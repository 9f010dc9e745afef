import { parseArgs } from 'node:util';
import { loadPlugins } from '../plugin/load.ts';
import { defineTerminalCommand, Misuse, say } from '../terminal.ts';
import { readComment } from './commands/comment.ts';
import { inWords } from './commands/in-words.ts';
import { understand } from './commands/understand.ts';

export default defineTerminalCommand({
  usage: [
    {
      line: 'commands [--text] [--elsewhere] [FILE | -]',
      effect: 'tell what would be understood in a comment, and what would not, and why',
    },
  ],
  details: `FILE holds the comment as it was written; "-", or nothing, reads standard input.
The comment is read as the server reads it. Nobody is asked who may say it, and
nothing is done.

  --text       for people, in place of JSON
  --elsewhere  as outside of tracking issues, where only "/release" is heard

The answer is a JSON array with an object for each line that is a command or looks
like one, in order. All have "line" (counted from 1), "said" and "understood".

  understood      "command", whose word it is ("/approve" is one of "lgtm"); "words" and
                  "parts" (because, until, to, from, at, in: those that the command
                  knows); "note", the rest of the line; "who", "where" and "usage"
  not understood  "because", and "place" where the line stands in a quote, a list, code,
                  HTML and the like; "nearest", a known word at most two letters away

It ends with 0 whatever the comment says, and with 1 where the comment cannot be read.`,

  async run(args) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { text: { type: 'boolean' }, elsewhere: { type: 'boolean' } },
    });
    const [path = '-', ...more] = positionals;
    if (more.length > 0) throw new Misuse('commands reads one comment at a time');
    const { commands } = await loadPlugins();
    const isOnIssue = values.elsewhere !== true;
    const lines = await understand(await readComment(path), { commands, isOnIssue });
    return say(values.text === true ? inWords(lines) : JSON.stringify(lines, undefined, 2));
  },
});
