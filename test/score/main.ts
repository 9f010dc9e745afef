import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { messageOf } from '../../src/domain/errors.ts';
import { CORPUS } from './corpus.ts';
import type { Score } from './score.ts';

const SCORES = fileURLToPath(new URL('scores/', import.meta.url));

const HELP = `Compares what Ringmaster makes of recorded cases with what is right.

  npm run score                 every score
  npm run score owners images   only these
  npm run score -- --misses     name every case that came out otherwise, too
  npm run score -- --list       what can be scored
  npm run score -- --help       this text

The cases lie beside the project, in ../shared/corpus. It ends with 0 when every goal
was reached, with 1 when one was missed, with 2 where there are no cases.`;

const OPTIONS = {
  misses: { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`${messageOf(error)}\nnpm run score -- --help tells what can be asked for`);
  process.exitCode = 2;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const names = (await readdir(SCORES)).map((file) => parse(file).name).toSorted();
  if (values.help) return say(HELP);
  if (values.list) return list(names);
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new RangeError(`there is no score “${unknown}”`);
  if (!existsSync(CORPUS)) throw new RangeError(`there are no cases at ${fileURLToPath(CORPUS)}`);
  let missed = 0;
  for (const name of positionals.length > 0 ? positionals : names)
    missed += await print(name, values.misses);
  return missed === 0 ? 0 : 1;
}

/** @returns how many goals were missed. */
async function print(name: string, withMisses: boolean): Promise<number> {
  const { about, run } = await load(name);
  console.log(`${name}: ${about}`);
  const { lines, misses } = await run(CORPUS);
  for (const { what, value, goal, isReached } of lines)
    console.log(`  ${isReached ? 'ok    ' : 'MISSED'} ${what.padEnd(44)} ${value} (goal: ${goal})`);
  if (withMisses) for (const miss of misses) console.log(`         ${miss}`);
  return lines.filter(({ isReached }) => !isReached).length;
}

async function list(names: readonly string[]): Promise<number> {
  for (const name of names) console.log(`${name.padEnd(16)}${(await load(name)).about}`);
  return 0;
}

async function load(name: string): Promise<Score> {
  const { score }: { score: Score } = await import(`./scores/${name}.ts`);
  return score;
}

function say(text: string): number {
  console.log(text);
  return 0;
}
