import { readdir, writeFile } from 'node:fs/promises';
import { parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { messageOf } from '../../src/domain/errors.ts';
import type { Bench } from './bench.ts';
import { printed } from './print.ts';

const BENCHES = fileURLToPath(new URL('benches/', import.meta.url));

const HELP = `Measures, side by side in one run, what Ringmaster does and what it could at best.

  npm run bench                      lists what can be measured
  npm run bench intake               measures that
  npm run bench intake -- --rounds 7 --seconds 5
  npm run bench intake -- --json FILE   writes the result there as well
  npm run bench -- --help            this text

It ends with 0 when every goal was reached, with 1 when one was missed.`;

const OPTIONS = {
  rounds: { type: 'string', default: '5' },
  seconds: { type: 'string', default: '3' },
  json: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

try {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const [name] = positionals;
  if (values.help) console.log(HELP);
  else if (name === undefined) await list();
  else await measure(name, values);
} catch (error) {
  console.error(`${messageOf(error)}\nnpm run bench -- --help tells what can be asked for`);
  process.exitCode = 2;
}

async function names(): Promise<readonly string[]> {
  return (await readdir(BENCHES)).map((file) => parse(file).name).toSorted();
}

async function load(name: string): Promise<Bench> {
  if (!(await names()).includes(name)) throw new RangeError(`there is no bench “${name}”`);
  const { bench }: { bench: Bench } = await import(`./benches/${name}.ts`);
  return bench;
}

async function list(): Promise<void> {
  for (const name of await names()) console.log(`${name.padEnd(12)}${(await load(name)).about}`);
}

async function measure(
  name: string,
  { rounds, seconds, json }: { rounds: string; seconds: string; json?: string },
): Promise<void> {
  const pace = { rounds: positive(rounds), seconds: positive(seconds) };
  const report = await (await load(name)).run(pace);
  console.log(`\n${printed(report)}`);
  if (json !== undefined)
    await writeFile(json, `${JSON.stringify({ name, ...pace, ...report }, undefined, 2)}\n`);
  process.exitCode = report.goals.every(({ isReached }) => isReached) ? 0 : 1;
}

function positive(written: string): number {
  const value = Number(written);
  if (!(value > 0)) throw new RangeError(`“${written}” is no number above 0`);
  return value;
}
