import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { writeDocuments } from './documents.ts';
import { messageOf, RingmasterError } from './domain/errors.ts';
import { storeLocation } from './environment.ts';
import { showJournal, verifyJournals } from './journals.ts';
import { loadPlugins } from './plugin/load.ts';
import { formatPlan } from './process/format-plan.ts';
import { processJsonSchema } from './process/json-schema.ts';
import { readProcess } from './process/read.ts';

const HELP = `Usage: ringmaster <command>

  check-config FILE   read a process file, show its plan or every mistake in it
  journal verify [RELEASE] [--head HASH]
                      check the hash chain of one journal, or of all; with the hash
                      on a finished release's last card, that it is still the same
  journal show RELEASE
                      print a journal, an entry a line
  schema              print the JSON Schema of process files
  docs                write the generated documentation and schema anew
  help                this text

"npm start" runs the server; its settings come from the environment (see README).`;

type Run = (args: readonly string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, Run>> = {
  'check-config': checkConfig,
  journal,
  schema: printSchema,
  docs: writeDocs,
  help: async () => say(HELP),
  '--help': async () => say(HELP),
  '-h': async () => say(HELP),
};

async function checkConfig([path, ...rest]: readonly string[]): Promise<number> {
  if (path === undefined || rest.length > 0) return complain('check-config takes one file');
  const read = readProcess(await readFile(path, 'utf8'), await loadPlugins());
  if ('process' in read) return say(formatPlan(read.process));
  for (const { line, column, message } of read.problems)
    console.error(`${path}:${line}:${column}: ${message}`);
  return 1;
}

async function journal([what, ...rest]: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...rest],
    allowPositionals: true,
    options: { head: { type: 'string' } },
  });
  const [release, ...more] = positionals;
  if (more.length > 0) return complain('journal takes one release at a time');
  if (what === 'verify') return verify(release, values.head);
  if (what === 'show' && release !== undefined) return show(release);
  return complain('say "journal verify" or "journal show RELEASE"');
}

async function verify(release: string | undefined, head: string | undefined): Promise<number> {
  if (head !== undefined && release === undefined)
    return complain('--head belongs to one release: name it');
  const findings = await verifyJournals(storeLocation(process.env), { release, head });
  if (findings.length === 0) return say('there are no journals yet');
  for (const { release: id, entries, head: last, trouble } of findings)
    say(
      `${trouble === undefined ? 'ok    ' : 'BROKEN'} ${id}: ${trouble ?? `${entries} entries, head ${last}`}`,
    );
  return findings.every(({ trouble }) => trouble === undefined) ? 0 : 1;
}

async function show(release: string): Promise<number> {
  const entries = await showJournal(storeLocation(process.env), release);
  for (const { seq, at, body, hash } of entries) say(`${seq} ${at} ${hash.slice(0, 12)} ${body}`);
  return 0;
}

async function printSchema(): Promise<number> {
  return say(JSON.stringify(processJsonSchema(await loadPlugins()), undefined, 2));
}

async function writeDocs(): Promise<number> {
  const written = await writeDocuments(await loadPlugins());
  return say(written.length === 0 ? 'everything is up to date' : `written: ${written.join(', ')}`);
}

function say(text: string): number {
  console.log(text);
  return 0;
}

function complain(text: string): number {
  console.error(`ringmaster: ${text}\n\n${HELP}`);
  return 2;
}

const [name = 'help', ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
try {
  process.exitCode =
    command === undefined ? complain(`there is no command "${name}"`) : await command(args);
} catch (error) {
  console.error(`ringmaster: ${messageOf(error)}`);
  if (error instanceof RingmasterError && error.advice !== undefined) console.error(error.advice);
  process.exitCode = 1;
}
