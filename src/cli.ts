import { readdir } from 'node:fs/promises';
import { enableCompileCache } from 'node:module';
import { messageOf, RingmasterError } from './domain/errors.ts';
import { Misuse, remark, say, type TerminalCommand } from './terminal.ts';

const FOLDER = new URL('cli/', import.meta.url);

const HELP = ['help', '--help', '-h'];

// Commands are loaded below; compiled once, the next call takes half the time.
enableCompileCache();

process.exitCode = await main(process.argv.slice(2));

async function main([name = 'help', ...args]: readonly string[]): Promise<number> {
  const names = (await readdir(FOLDER, { withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name.replace(/\.ts$/, ''));
  if (HELP.includes(name)) return say(await overview(names));
  if (names.includes(name)) return runCommand(await load(name), args);
  remark(`ringmaster: there is no command "${name}"\n\n${await overview(names)}`);
  return 2;
}

async function runCommand(command: TerminalCommand, args: readonly string[]): Promise<number> {
  if (args.some((arg) => arg === '--help' || arg === '-h')) return say(helpOn(command));
  try {
    return await command.run(args);
  } catch (error) {
    remark(`ringmaster: ${messageOf(error)}`);
    if (error instanceof RingmasterError && error.advice !== undefined) remark(error.advice);
    if (!isMisuse(error)) return 1;
    remark(`\n${helpOn(command)}`);
    return 2;
  }
}

function isMisuse(error: unknown): boolean {
  if (error instanceof Misuse) return true;
  // What Node says of options that it does not know.
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('ERR_PARSE_ARGS_');
}

async function load(name: string): Promise<TerminalCommand> {
  const module: { default?: unknown } = await import(new URL(`${name}.ts`, FOLDER).href);
  if (!isCommand(module.default)) throw new TypeError(`cli/${name}.ts exports no command`);
  return module.default;
}

function isCommand(value: unknown): value is TerminalCommand {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    value.kind === 'terminal command'
  );
}

async function overview(names: readonly string[]): Promise<string> {
  const commands = await Promise.all(names.toSorted().map(load));
  const lines = commands.map((command) => usageOf(command));
  return `Usage: ringmaster <command>\n\n${lines.join('\n')}\n  help\n      this text; --help behind a command tells more of it\n\n"npm start" runs the server; its settings come from the environment (see README).`;
}

function helpOn(command: TerminalCommand): string {
  const details = command.details === undefined ? '' : `\n\n${command.details}`;
  return `Usage:\n${usageOf(command)}${details}`;
}

function usageOf({ usage }: TerminalCommand): string {
  return usage.map(({ line, effect }) => `  ${line}\n      ${effect}`).join('\n');
}
