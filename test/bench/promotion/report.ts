import type { Goal, Report, Table } from '../bench.ts';
import { display, rounded, spread } from '../statistics.ts';
import type { GitTimes } from './git-way.ts';
import { FILES } from './ground.ts';
import { ROUND_TRIP } from './latencies.ts';
import { LARGE, type ListWish, SMALL } from './lists.ts';
import type { Result, WayName } from './ways.ts';

const NAMES: Readonly<Record<WayName, string>> = {
  floor: 'the bare requests (the floor)',
  'floor at once': 'the same, with the list asked for at once',
  ours: 'Ringmaster: look, edit, propose',
  command: 'ringmaster promote, from start to end',
  git: 'git: clone --depth 1, commit, push',
};

const SLOWER = 1.15;
const FASTER = 5;
const LARGEST = 160;

/** The conditions of a run. */
interface Conditions {
  readonly factor: number;
  readonly folder: string;
}

/** What was measured, as tables, and whether it is what it should be. */
export function reportOn(results: readonly Result[], conditions: Conditions): Report {
  const { factor, folder } = conditions;
  const pack = spread(of(results, { way: 'git', list: SMALL }).map(({ bytes }) => bytes)).median;
  const about = `latencies of github.com (${ROUND_TRIP} ms there and back, and what its servers take) divided by ${factor}`;
  return {
    tables: [
      ...[SMALL, LARGE].map((list) => tableOf(results, list, about)),
      partsOf(results, `${FILES} files, ${megabytes(pack)} MB in all on the wire, in ${folder}`),
    ],
    goals: [SMALL, LARGE].flatMap((list) => goalsOf(results, list)).concat(memoryGoal(results)),
  };
}

interface Pick {
  readonly way: WayName;
  readonly list: ListWish;
}

function of(results: readonly Result[], { way, list }: Pick): readonly Result[] {
  return results.filter((result) => result.way === way && result.list === list);
}

const COLUMNS = [
  'ms',
  'ms, undivided',
  '÷ the floor',
  'undivided ÷ the floor',
  'requests to GitHub',
  'KB',
  'MB of memory',
];

function tableOf(results: readonly Result[], list: ListWish, about: string): Table {
  const names = Object.keys(NAMES).filter(isWay);
  return {
    title: `A list of ${list.text.length} bytes; ${about}: median (lowest–highest)`,
    columns: ['', ...COLUMNS],
    rows: names.flatMap((way) => {
      const all = of(results, { way, list });
      return all.length === 0
        ? []
        : [[NAMES[way], ...cells(all, of(results, { way: 'floor', list }))]];
    }),
  };
}

function isWay(name: string): name is WayName {
  return Object.hasOwn(NAMES, name);
}

function cells(all: readonly Result[], floor: readonly Result[]): (string | number)[] {
  const memory = all.flatMap((result) => result.memory ?? []);
  return [
    display(spread(all.map(({ time }) => time))),
    display(spread(all.map(({ farTime }) => farTime))),
    display(spread(ratios(all, floor, 'time'))),
    display(spread(ratios(all, floor, 'farTime'))),
    [...new Set(all.map(({ requests }) => requests))].join(' or '),
    display(spread(all.map(({ bytes }) => bytes / 1024))),
    memory.length === 0 ? '' : display(spread(memory)),
  ];
}

/** Round by round, for in one round both have met the same latencies. */
function ratios(
  all: readonly Result[],
  others: readonly Result[],
  by: 'time' | 'farTime',
): readonly number[] {
  const times = new Map(others.map((other) => [other.round, other[by]]));
  return all.map((result) => result[by] / (times.get(result.round) ?? Number.NaN));
}

function partsOf(results: readonly Result[], about: string): Table {
  const parts = ['clone', 'checkout', 'commit', 'push', 'pull'] as const;
  return {
    title: `The parts of git's way in ms: ${about}`,
    columns: ['', ...parts],
    rows: [SMALL, LARGE].map((list) => {
      const times = of(results, { way: 'git', list }).flatMap(({ parts: each }) => each ?? []);
      const cell = (part: keyof GitTimes) => display(spread(times.map((each) => each[part])));
      return [`${list.text.length} bytes`, ...parts.map(cell)];
    }),
  };
}

function goalsOf(results: readonly Result[], list: ListWish): Goal[] {
  const [floor, ours, git] = (['floor', 'ours', 'git'] as const).map((way) =>
    of(results, { way, list }),
  );
  if (floor === undefined || ours === undefined || git === undefined) return [];
  const what = `${list.text.length} bytes`;
  const slower = rounded(spread(ratios(ours, floor, 'farTime')).median);
  // What git does by itself is not divided: as measured, this ratio would flatter us.
  const faster = rounded(spread(ratios(git, ours, 'farTime')).median);
  const most = Math.max(...ours.map(({ requests }) => requests));
  const wanted = list === LARGE ? 3 : 2;
  return [
    {
      goal: `${what}: at most ${SLOWER} × the floor's time, undivided`,
      value: slower,
      isReached: slower <= SLOWER,
    },
    { goal: `${what}: ${wanted} requests`, value: most, isReached: most === wanted },
    {
      goal: `${what}: git's way takes at least ${FASTER} × as long, undivided`,
      value: faster,
      isReached: faster >= FASTER,
    },
  ];
}

function memoryGoal(results: readonly Result[]): Goal {
  const all = of(results, { way: 'command', list: LARGE });
  const peak = rounded(spread(all.map(({ memory = Number.NaN }) => memory)).median);
  return {
    goal: `the whole command on the largest list: at most ${LARGEST} MB of memory`,
    value: peak,
    isReached: peak <= LARGEST,
  };
}

function megabytes(bytes: number): number {
  return rounded(bytes / 1024 / 1024);
}
