import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { readCase } from '../../../src/cli/tally/case.ts';
import { told } from '../../../src/cli/tally/told.ts';
import { allOf, noneOf, type Score } from '../score.ts';

type Facts = Readonly<Record<string, unknown>>;

/** Votes: single texts, threads of mails, comments on issues, and scores. */
export const score: Score = {
  about: 'votes read and counted, by mail and on issues',

  async run(corpus) {
    const folder = new URL('apache/votes/', corpus);
    const bodies = casesIn(folder, 'vote-bodies').map((each) => {
      const says = Object.entries(tallied(each)).find(([key]) => key === 'says')?.[1];
      return { id: each.id, says, expected: each.expect };
    });
    const wrong = bodies.filter(({ says, expected }) => says !== expected);
    const threads = casesIn(folder, 'vote-threads').map(compared);
    const comments = casesIn(folder, 'vote-github').map(compared);
    const scores = casesIn(folder, 'vote-arithmetic').map((row) => {
      const { majority_approval, may_close } = row;
      return {
        id: JSON.stringify(row),
        differs: differing(tallied(row), { majority_approval, may_close }),
      };
    });
    const fits = (all: readonly { readonly differs: readonly string[] }[]) =>
      all.filter(({ differs }) => differs.length === 0).length;
    return {
      lines: [
        allOf('texts', bodies.length - wrong.length, bodies.length),
        noneOf(
          'texts taken for a yes that are none',
          wrong.filter(({ says }) => says === '+1').length,
        ),
        noneOf(
          'texts undecided that are plain',
          wrong.filter(({ says }) => says === 'ambiguous').length,
        ),
        allOf('threads of mails', fits(threads), threads.length),
        allOf('comments on issues', fits(comments), comments.length),
        allOf('scores', fits(scores), scores.length),
      ],
      misses: [
        ...wrong.map(
          ({ id, says, expected }) => `${String(id)}: ${String(says)}, not ${String(expected)}`,
        ),
        ...[...threads, ...comments, ...scores].flatMap(({ id, differs }) =>
          differs.map((key) => `${String(id)}: ${key}`),
        ),
      ],
    };
  },
};

function casesIn(folder: URL, name: string): readonly Facts[] {
  const data: unknown = JSON.parse(readFileSync(new URL(`${name}.expected.json`, folder), 'utf8'));
  if (Array.isArray(data)) return data.filter(isFacts);
  const inside = isFacts(data) ? (data.cases ?? data.rows) : undefined;
  return Array.isArray(inside) ? inside.filter(isFacts) : [];
}

function isFacts(value: unknown): value is Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function tallied(each: Facts): Facts {
  const tally = told(readCase(each, String(each.id ?? 'a score')));
  return isFacts(tally) ? tally : {};
}

function compared(each: Facts) {
  const expected = isFacts(each.expect) ? each.expect : { expect: 'missing' };
  // A remark for people.
  const { note: _, ...facts } = expected;
  return { id: each.id, differs: differing(tallied(each), facts) };
}

/** What comes out otherwise, by its name. */
function differing(tally: Facts, expected: Facts): readonly string[] {
  return Object.keys(expected).filter((key) => !isDeepStrictEqual(tally[key], expected[key]));
}
