import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../../src/domain/errors.ts';
import { type ChaosOptions, runChaos } from './chaos.ts';
import { totalsLine } from './totals.ts';

const HELP = `Kills Ringmaster again and again while people release, requests fail and webhooks
get lost; then lets it live, and looks whether anything was lost or done twice.

  npm run chaos                          a storm of one minute
  npm run chaos -- --minutes 10          a longer one; from 3 on PostgreSQL is killed, too
  npm run chaos -- --seed 7              other luck (default: 1)
  npm run chaos -- --database embedded   on the embedded database (default: postgres)
  npm run chaos -- --help                this text

It ends with 0 where nothing was found, with 1 where something was. Luck chooses
what goes wrong, but the machine's own pace has its part: a seed is not a replay.`;

const OPTIONS = {
  minutes: { type: 'string', default: '1' },
  seed: { type: 'string', default: '1' },
  database: { type: 'string', default: 'postgres' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const wishes = readWishes();
if (wishes === undefined) process.exitCode = 2;
else if (wishes === 'help') console.log(HELP);
else {
  const begun = performance.now();
  const say = (line: string) =>
    console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${line}`);
  const totals = await runChaos({ ...wishes, say });
  for (const violation of totals.violations) console.log(`❌ ${violation}`);
  if (totals.violations.length > 0) {
    const log = join(await mkdtemp(join(tmpdir(), 'ringmaster-chaos-log-')), 'log.txt');
    await writeFile(log, `${totals.lines.join('\n')}\n`);
    console.log(`what the processes said: ${log}`);
  }
  console.log(totalsLine(totals));
  process.exitCode = totals.violations.length === 0 ? 0 : 1;
}

/** @returns undefined, having said why, where the command line is not understood. */
function readWishes(): Omit<ChaosOptions, 'say'> | 'help' | undefined {
  try {
    const { minutes, seed, database, help } = parseArgs({ options: OPTIONS }).values;
    if (help) return 'help';
    if (database !== 'postgres' && database !== 'embedded')
      throw new Error('--database is postgres or embedded');
    return {
      minutes: positive('--minutes', minutes),
      seed: positive('--seed', seed),
      database,
    };
  } catch (error) {
    console.error(`${messageOf(error)}\nnpm run chaos -- --help tells what can be asked for`);
    return undefined;
  }
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new Error(`${name} is a number above 0`);
}
