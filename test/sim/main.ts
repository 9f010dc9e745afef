import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type Crew, playAll } from './crew.ts';
import { FAULTS } from './faults.ts';
import { formatTotals, totalsOf, violation } from './totals.ts';
import { trace } from './trace.ts';

const HELP = `Usage: npm run sim -- [options]

Plays whole releases in a simulated world where everything goes wrong, and checks
after every step that what was promised holds. One seed is one run.

  --seeds N      how many seeds to play (default 1000)
  --from S       the first seed (default 1)
  --workers N    processes at a time (default: one a core)
  --minutes N    begin no further seeds after that time
  --replay S     play one seed again, and print all that happened in it
  --only TEXT    with --replay: only the lines that match this regular expression
  --faults       list the faults and what they mean
  --help         this text

Ends with 0 only where no promise was broken.`;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    workers: { type: 'string', default: String(availableParallelism()) },
    minutes: { type: 'string' },
    replay: { type: 'string' },
    only: { type: 'string', default: '.' },
    faults: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

process.exitCode = await main();

async function main(): Promise<number> {
  if (values.help) return say(HELP);
  if (values.faults)
    return say(
      Object.entries(FAULTS)
        .map(([name, means]) => `${name.padEnd(18)} ${means}`)
        .join('\n'),
    );
  const { seeds, from, workers, replay = '1', minutes = '1' } = values;
  const numbers = [seeds, from, workers, replay, minutes].map(Number);
  if (numbers.some((number) => !Number.isSafeInteger(number) || number < 1)) {
    console.error(
      `sim: seeds, from, workers, minutes and replay are whole numbers from 1 on\n\n${HELP}`,
    );
    return 2;
  }
  if (values.replay !== undefined) return trace(Number(values.replay), new RegExp(values.only));
  return play({
    seeds: Number(values.seeds),
    from: Number(values.from),
    workers: Number(values.workers),
    minutes: values.minutes === undefined ? undefined : Number(values.minutes),
  });
}

async function play(crew: Crew): Promise<number> {
  const begun = performance.now();
  const reports = await playAll(crew, (done, fresh) => {
    for (const { seed, violations } of fresh)
      for (const { rule, words } of violations) console.error(violation(seed, rule, words));
    if (done % 500 < fresh.length) console.error(`${done} of ${crew.seeds} seeds`);
  });
  const totals = totalsOf(reports);
  say(formatTotals(totals, (performance.now() - begun) / 1000));
  return totals.violations.length === 0 && totals.replays === totals.sameReplays ? 0 : 1;
}

function say(text: string): number {
  console.log(text);
  return 0;
}
