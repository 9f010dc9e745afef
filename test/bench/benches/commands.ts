import { marked } from 'marked';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { commandLines } from '../../../src/speech/command-lines.ts';
import type { Bench, Pace, Report } from '../bench.ts';
import { display, rounded, spread } from '../statistics.ts';

/** GitHub takes no longer comment. */
const LENGTH = 65_536;

/** Milliseconds for one comment of that length. */
const QUICK = 5;

/** A reader that takes longer than this for one comment, in milliseconds, is not asked again. */
const PATIENCE = 2000;

const TEXTS: readonly (readonly [string, string])[] = [
  ['prose', filled('The upgrade test went well on all three clusters, see above.\n')],
  ['many /lgtm', filled('/lgtm\n')],
  ['many quotes', filled('>')],
  ['many backticks', filled('`')],
  ['backticks apart', filled('` ')],
  ['backticks in lines', filled('`x\n')],
  ['many brackets', filled('[')],
  ['links without end', filled('[](')],
  ['many comments', filled('<!--')],
  ['tags without end', filled('<a b="')],
  [
    'nested lists',
    filled(Array.from({ length: 40 }, (_, depth) => `${' '.repeat(2 * depth)}- a\n`).join('')),
  ],
  ['lists in one line', filled('- ')],
  ['blank lines', filled('\n')],
].map(([title = '', text = '']) => [title, `/x\n${text}\n/lgtm\n`]);

/** So long each reader reads each text before it counts, in milliseconds. */
const WARM_UP = 500;

type Reader = (text: string) => unknown;

const READERS: readonly (readonly [string, Reader])[] = [
  ['one pass (the limit)', (text) => text.match(/^ {0,3}\/[a-z][a-z-]*/gim)],
  ['Ringmaster', commandLines],
  ['marked, its lexer', (text) => marked.lexer(text)],
  ['micromark, its tree', (text) => fromMarkdown(text)],
];

export const bench: Bench = {
  about: 'milliseconds for the commands of a comment of 65,536 characters, beside Markdown readers',
  run: async (pace) => report(measured(pace)),
};

interface Measured {
  readonly title: string;
  /** For each reader its times; none where it failed or took too long. */
  readonly times: readonly (readonly number[])[];
}

/** One reader after the other, so that none has to clear away what another one left. */
function measured(pace: Pace): readonly Measured[] {
  const columns = READERS.map(([name, read]) => {
    console.log(name);
    return TEXTS.map(([, text]) => timesOf(read, text, pace));
  });
  return TEXTS.map(([title], index) => ({
    title,
    times: columns.map((each) => each[index] ?? []),
  }));
}

/** Readings one after the other; the first ones, while V8 still compiles, do not count. */
function timesOf(read: Reader, text: string, { rounds }: Pace): readonly number[] {
  const times: number[] = [];
  for (let spent = 0, count = 0; spent < WARM_UP || count < rounds; ) {
    const took = timeOf(read, text);
    if (took === undefined) return [];
    if (took > PATIENCE) return [took];
    if (spent >= WARM_UP) count = times.push(took);
    spent += took;
  }
  return times;
}

/** Undefined where the reader gives up: some overflow their stack. */
function timeOf(read: Reader, text: string): number | undefined {
  const began = performance.now();
  try {
    read(text);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return performance.now() - began;
}

function report(all: readonly Measured[]): Report {
  const rows = all.map(({ title, times }) => [
    title,
    ...times.map((each) => (each.length === 0 ? 'gives up' : display(spread(each)))),
  ]);
  return {
    tables: [
      {
        title: `A comment of ${LENGTH} characters, milliseconds: median (lowest–highest)`,
        columns: ['', ...READERS.map(([name]) => name)],
        rows,
      },
    ],
    goals: all.map(({ title, times }) => {
      const value = rounded(spread(times[1] ?? []).median);
      return { goal: `${title}: at most ${QUICK} ms`, value, isReached: value <= QUICK };
    }),
  };
}

function filled(piece: string): string {
  return piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH - '/x\n\n/lgtm\n'.length);
}
