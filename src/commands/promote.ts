import { code, type Prose, persons, say } from '../domain/prose.ts';
import { isDone, type RingRows, type Row } from '../domain/rows.ts';
import { groupOf, hasVoice, rowsFor } from '../people/asking.ts';
import { type Deed, defineCommand, did, refused, type Standpoint } from '../plugin/command.ts';

/** So many steps that are missing are named. */
const MOST = 5;

/** A sign-off for the promotion of the open ring; it opens the next one once nothing is missing. */
export default defineCommand({
  name: 'promote',
  who: 'anyone',
  where: 'tracking issue',
  usage: [
    {
      line: '/promote',
      effect: 'agree that the next ring opens; the answer says what is still missing',
    },
  ],

  run({ rest, comment }, at) {
    const rows = at.decision.rings[at.decision.ring];
    if (rows === undefined) throw new TypeError('no ring is open');
    if (rest !== '') return refused(say`it takes no words: say ${code('/promote')}`);
    const asking = rows.promote.filter(
      ({ step, state }) => step.verb === 'approve' && state !== 'skipped',
    );
    const others = [...rows.steps, ...rows.promote.filter((row) => !asking.includes(row))];
    if (asking.length === 0) return refused(say`${opensByItself(rows, at)}${missing(others)}`);
    const own = rowsFor(comment.author, asking, at);
    if (own.length === 0) return refused(say`${whoCould(asking, at)}`, '-1');
    const deeds = own.map(
      ({ step }): Deed => ({ do: 'sign', step: step.name, choice: 'approve', note: undefined }),
    );
    const face = own.some((row) => hasVoice(row, comment.author, at)) ? '+1' : 'eyes';
    const left = missing(others);
    return did(deeds, face, left.length === 0 ? undefined : say`noted${left}`);
  },
});

function opensByItself({ ring, promote }: RingRows, { decision }: Standpoint): Prose {
  if (promote.some(({ step }) => step.verb === 'vote')) return say`a vote decides it`;
  const next = decision.rings[decision.ring + 1]?.ring.name;
  return next === undefined
    ? say`${code(ring.name)} is the last ring: when all of it has passed, the release is done`
    : say`nobody has to: ${code(next)} opens at once when all of ${code(ring.name)} has passed`;
}

/** What is in the way, the first few steps of it by name. */
function missing(steps: readonly Row[]): Prose {
  const left = steps.filter((row) => !isDone(row));
  if (left.length === 0) return [];
  const lines = left
    .slice(0, MOST)
    .flatMap(({ step, reason }) => say`\n- ${code(step.name)}: ${reason}`);
  const more = left.length > MOST ? say`\n- and ${left.length - MOST} more` : [];
  return say`. Still missing:\n${lines}${more}`;
}

function whoCould(asking: readonly Row[], { history }: Standpoint): Prose {
  const groups = new Set(asking.flatMap(({ step }) => groupOf(step) ?? []));
  const people = [...groups].flatMap((group) => history.rosters[group] ?? []);
  return say`your word does not open the next ring. Whose does: ${persons(people, 'or', MOST)}`;
}
