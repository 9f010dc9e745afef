import { ringOf } from '../domain/process.ts';
import { code, codes, type Prose, persons, say, strong } from '../domain/prose.ts';
import type { Row } from '../domain/rows.ts';
import { groupOf } from '../people/asking.ts';
import { defineCommand, did, refused, type Standpoint } from '../plugin/command.ts';
import { nearest } from '../speech/nearest.ts';

/** So many lines of evidence fit an answer; the card has them all. */
const MOST = 10;

/** Says of one step how it stands, why, and who can do what about it. */
export default defineCommand({
  name: 'explain',
  who: 'anyone',
  where: 'tracking issue',
  usage: [{ line: '/explain <step>', effect: 'how a step stands, why, and who can move it' }],

  run({ sentence }, at) {
    const [name = '', ...more] = sentence.words;
    const rows = at.decision.rings.flatMap(({ steps, promote }) => [...steps, ...promote]);
    const row = rows.find(({ step }) => step.name === name);
    if (row === undefined || more.length > 0) return refused(whichStep(name, rows));
    return did([{ do: 'look' }], 'eyes', explained(row, at));
  },
});

function whichStep(name: string, rows: readonly Row[]): Prose {
  const names = rows.map(({ step }) => step.name);
  const meant = name === '' ? undefined : nearest(name, names);
  if (meant !== undefined)
    return say`there is no step ${code(name)}. Did you mean ${code(`/explain ${meant}`)}?`;
  return say`which step? ${codes(names, 'or')}`;
}

function explained(row: Row, at: Standpoint): Prose {
  const { step, state, reason, evidence = [], advice = [] } = row;
  const lines = evidence.flatMap(({ title, lines: all }) =>
    all.map((line) => say`${title}: ${line}`),
  );
  const shown = lines.slice(0, MOST).flatMap((line) => say`\n- ${line}`);
  const more =
    lines.length > MOST ? say`\n- and ${lines.length - MOST} lines more on the card` : [];
  const next = advice.flatMap((line) => say`\n- ${line}`);
  return [
    ...say`${code(step.name)} (${askedBy(step)}, in ${code(ringOf(at.process, step.name)?.name ?? '')}) is ${strong(STATES[state])}: ${reason}`,
    ...asked(row, at),
    ...(shown.length === 0 ? [] : say`\n\nWhat was seen:${shown}${more}`),
    ...(next.length === 0 ? [] : say`\n\nWhat can be done:${next}`),
  ];
}

const STATES: Readonly<Record<Row['state'], string>> = {
  pass: 'passed',
  pending: 'waiting for a machine',
  'needs-you': 'waiting for people',
  fail: 'failing',
  error: 'not to be told',
  waiting: 'waiting for another step',
  skipped: 'skipped',
  waived: 'waived',
};

function askedBy({ verb, uses }: Row['step']): Prose {
  return uses === verb ? say`${code(verb)}` : say`${{ words: verb }}: ${code(uses)}`;
}

function asked({ step }: Row, { history }: Standpoint): Prose {
  const group = groupOf(step);
  if (group === undefined) return [];
  const people = history.rosters[group] ?? [];
  const who = people.length === 0 ? say`nobody` : persons(people, 'and', MOST);
  return say`\n\nIt asks ${code(group)}: ${who}, as they stood when the release opened`;
}
