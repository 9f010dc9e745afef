import { readFile } from 'node:fs/promises';
import { loadPlugins } from '../plugin/load.ts';
import { formatPlan } from '../process/format-plan.ts';
import { readProcess } from '../process/read.ts';
import { defineTerminalCommand, Misuse, remark, say } from '../terminal.ts';

export default defineTerminalCommand({
  usage: [
    {
      line: 'check-config FILE',
      effect: 'read a process file, show its plan or every mistake in it',
    },
  ],

  async run([path, ...rest]) {
    if (path === undefined || rest.length > 0) throw new Misuse('check-config takes one file');
    const read = readProcess(await readFile(path, 'utf8'), await loadPlugins());
    if ('process' in read) return say(formatPlan(read.process));
    for (const { line, column, message } of read.problems)
      remark(`${path}:${line}:${column}: ${message}`);
    return 1;
  },
});
