import { writeDocuments } from '../documents.ts';
import { loadPlugins } from '../plugin/load.ts';
import { defineTerminalCommand, say } from '../terminal.ts';

export default defineTerminalCommand({
  usage: [{ line: 'docs', effect: 'write the generated documentation and schema anew' }],

  async run() {
    const written = await writeDocuments(await loadPlugins());
    return say(
      written.length === 0 ? 'everything is up to date' : `written: ${written.join(', ')}`,
    );
  },
});
