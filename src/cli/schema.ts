import { loadPlugins } from '../plugin/load.ts';
import { processJsonSchema } from '../process/json-schema.ts';
import { defineTerminalCommand, say } from '../terminal.ts';

export default defineTerminalCommand({
  usage: [{ line: 'schema', effect: 'print the JSON Schema of process files' }],

  async run() {
    return say(JSON.stringify(processJsonSchema(await loadPlugins()), undefined, 2));
  },
});
