import { RingmasterError } from '../../../src/domain/errors.ts';
import { checkList } from '../../../src/images/check/check-list.ts';
import type { Told } from '../../../src/images/check/told.ts';
import { addToList, type ListEdit } from '../../../src/images/list/add-to-list.ts';
import { mistakesIn, type Pair, pairsIn } from '../../images/check/promotion-pairs.ts';
import { factsOf, yamlReading } from '../../images/list/yaml-reading.ts';
import { allOf, type Line, noneOf, type Score } from '../score.ts';

const IDENTICAL = 0.9;

/** Image lists: additions as people merged them, and mistakes that people merged. */
export const score: Score = {
  about:
    'image lists edited as people edit them, merged mistakes found, good changes left in peace',

  async run(corpus) {
    const good = pairsIn(corpus, 'pairs').map(edited);
    const additions = good.filter(({ pair }) => pair.delta.insert_only);
    const different = additions.filter(({ pair, edit }) => edit?.text !== pair.after);
    const negatives = pairsIn(corpus, 'pairs-negative').map(judgedMistakes);
    const checked = good.map(({ pair }) => ({ name: pair.name, findings: check(pair) }));
    const errors = checked.flatMap(({ name, findings }) =>
      named(name, ofSeverity(findings, 'error')),
    );
    const classified = negatives.filter(({ missed }) => missed.length === 0);
    return {
      lines: [
        identicalOf(additions.length - different.length, additions.length),
        noneOf('additions that were refused', good.filter(({ edit }) => edit === undefined).length),
        noneOf('digests and tags lost', sum(good, lostIn)),
        noneOf('old lines changed without a further tag', sum(good, changedIn)),
        allOf('merged mistakes found, at their line', classified.length, negatives.length),
        noneOf(
          'errors besides these mistakes',
          sum(negatives, ({ besides }) => besides.length),
        ),
        noneOf('errors in good changes', errors.length),
        ...warningLines(checked.flatMap(({ findings }) => ofSeverity(findings, 'warning'))),
      ],
      misses: [
        ...different.map(
          ({ pair, refused }) => `${pair.name}: ${refused ?? 'comes out otherwise'}`,
        ),
        ...negatives.flatMap(({ missed, besides }) => [...missed, ...besides]),
        ...errors,
      ],
    };
  },
};

interface Edited {
  readonly pair: Pair;
  readonly edit: ListEdit | undefined;
  readonly refused?: string;
}

function edited(pair: Pair): Edited {
  try {
    return { pair, edit: addToList(pair.before, pair.delta.added) };
  } catch (error) {
    if (!(error instanceof RingmasterError)) throw error;
    return { pair, edit: undefined, refused: error.message };
  }
}

function identicalOf(identical: number, all: number): Line {
  const share = identical / all;
  return {
    what: 'pure additions that come out byte for byte',
    value: `${identical} of ${all}, ${(100 * share).toFixed(1)} %`,
    goal: `at least ${100 * IDENTICAL} %`,
    isReached: share >= IDENTICAL,
  };
}

/** What the list said, or was to say, and does not; by a reader that is not ours. */
function lostIn({ pair: { before, delta }, edit }: Edited): number {
  if (edit === undefined) return 0;
  const said = new Set(yamlReading(edit.text));
  const images = new Set(delta.added.map(({ image }) => image));
  const expected = [...yamlReading(before), ...delta.added.flatMap(factsOf)];
  return expected.filter((fact) => !said.has(fact) && !images.has(fact)).length;
}

/** A line may change only where its digest was listed and got a further tag. */
function changedIn({ pair: { before, delta }, edit }: Edited): number {
  const old = yamlReading(before);
  const listed = delta.added.filter(({ image, digest }) =>
    old.some((fact) => fact.startsWith(`${image} ${digest} `)),
  );
  return Math.max(0, (edit?.changedLines.length ?? 0) - listed.length);
}

function judgedMistakes(pair: Pair) {
  const mistakes = mistakesIn(pair);
  const errors = ofSeverity(check(pair), 'error');
  const isFoundBy = (mistake: (typeof mistakes)[number]) => (error: Told) =>
    error.rule === mistake.rule && mistake.lines.includes(error.line);
  const missed = mistakes.filter((mistake) => !errors.some(isFoundBy(mistake)));
  const besides = errors.filter((error) => !mistakes.some((mistake) => isFoundBy(mistake)(error)));
  const nothing = mistakes.length === 0 ? [`${pair.name}: nothing is recorded as wrong`] : [];
  return {
    missed: [
      ...nothing,
      ...missed.map(({ rule, lines }) => `${pair.name}: no ${rule} at line ${lines.join(' or ')}`),
    ],
    besides: named(pair.name, besides),
  };
}

function check({ before, after }: Pair): readonly Told[] {
  return checkList({ before, after }).findings;
}

function ofSeverity(findings: readonly Told[], wanted: Told['severity']): readonly Told[] {
  return findings.filter(({ severity }) => severity === wanted);
}

function warningLines(warnings: readonly Told[]): readonly Line[] {
  return [...Map.groupBy(warnings, ({ rule }) => rule)].map(([rule, { length }]) => ({
    what: `warnings in good changes: ${rule}`,
    value: String(length),
    goal: 'any',
    isReached: true,
  }));
}

function named(name: string, findings: readonly Told[]): readonly string[] {
  return findings.map(({ rule, line, message }) => `${name}: ${rule} at line ${line}: ${message}`);
}

function sum<T>(all: readonly T[], countOf: (each: T) => number): number {
  return all.reduce((total, each) => total + countOf(each), 0);
}
