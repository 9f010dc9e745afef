import { isDeepStrictEqual } from 'node:util';
import { RingmasterError } from '../../../src/domain/errors.ts';
import { prowCases, realCases } from '../../people/owners-cases.ts';
import { type Comparison, comparisons, REFUSED } from '../../people/owners-comparisons.ts';
import { allOf, type Line, type Score } from '../score.ts';

/** Where a file is refused on purpose of which Prow uses what it can, by the rule. */
const ON_PURPOSE: readonly (readonly [rule: string, reason: RegExp])[] = [
  ['impossible login', /is no login on GitHub/],
  ['invalid pattern', /is no pattern of RE2/],
  ['unknown key', /has the unknown key/],
  ['something twice', / twice/],
  ['list of another form', /is no list|is no map|holds |has members itself/],
];

/** Who owns a path, by the rules of Prow. */
export const score: Score = {
  about: 'owners of paths as Prow finds them, by its own tables and in a real repository',

  async run(corpus) {
    const kinds = comparisons(await prowCases(corpus), await realCases(corpus));
    const judged = kinds.map(([kind, cases]) => ({ kind, cases: cases.map(judge) }));
    const all = judged.flatMap(({ kind, cases }) => cases.map((each) => ({ kind, ...each })));
    return {
      lines: [
        ...judged.map(({ kind, cases }) => rightOf(kind, cases)),
        ...ON_PURPOSE.map(([rule]) => countOf(rule, all)),
      ],
      misses: all
        .filter(({ isRight }) => !isRight)
        .map(({ kind, name, rule, found }) => `${kind}: ${name}: ${rule ?? found}`),
    };
  },
};

interface Judged {
  readonly name: string;
  readonly isRight: boolean;
  readonly found: string;
  /** By which rule the case is refused on purpose, where it is. */
  readonly rule?: string | undefined;
}

function judge({ name, expected, ours }: Comparison): Judged {
  try {
    const found = ours();
    return { name, isRight: isDeepStrictEqual(found, expected), found: JSON.stringify(found) };
  } catch (error) {
    if (!(error instanceof RingmasterError)) throw error;
    const { message: found } = error;
    if (expected === REFUSED) return { name, isRight: true, found };
    const rule = ON_PURPOSE.find(([, reason]) => reason.test(found))?.[0];
    return { name, isRight: false, found, rule };
  }
}

/** What is refused on purpose is neither right nor wrong here; it has a line of its own. */
function rightOf(kind: string, cases: readonly Judged[]): Line {
  const counted = cases.filter(({ rule }) => rule === undefined);
  return allOf(kind, counted.filter(({ isRight }) => isRight).length, counted.length);
}

function countOf(rule: string, cases: readonly Judged[]): Line {
  const count = cases.filter((each) => each.rule === rule).length;
  const what = `refused on purpose: ${rule}`;
  return { what, value: String(count), goal: 'any', isReached: true };
}
