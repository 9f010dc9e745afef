import { objectionProse, standingObjections } from '../domain/objection.ts';
import { code, codes, type Prose, say } from '../domain/prose.ts';
import { changesTheWorld, isDone, type RingRows, type Row } from '../domain/rows.ts';
import { defineCommand, did, refused, type Standpoint } from '../plugin/command.ts';

/** Says what is in the way of the open ring, and what happens at once when nothing is any more. */
export default defineCommand({
  name: 'what-if',
  who: 'anyone',
  where: 'tracking issue',
  usage: [
    { line: '/what-if', effect: 'what is in the way, and what happens once it is not any more' },
  ],

  run({ rest }, at) {
    const rows = at.decision.rings[at.decision.ring];
    if (rows === undefined) throw new TypeError('no ring is open');
    if (rest !== '') return refused(say`it takes no words: say ${code('/what-if')}`);
    return did([{ do: 'look' }], 'eyes', say`${inTheWay(rows, at)}\n\n${afterwards(rows, at)}`);
  },
});

function inTheWay({ ring, steps, promote }: RingRows, { history }: Standpoint): Prose {
  const objections = standingObjections(history.objections).map(objectionProse);
  const left = [...steps, ...promote].filter((row) => !isDone(row)).map(lineOf);
  const all = [...objections, ...left];
  if (all.length === 0) return say`Nothing is in the way of ${code(ring.name)}.`;
  return say`In the way of ${code(ring.name)}:\n${all.flatMap((line) => say`\n- ${line}`)}`;
}

function lineOf({ step, reason }: Row): Prose {
  return say`${code(step.name)}: ${reason}`;
}

function afterwards({ steps }: RingRows, { decision }: Standpoint): Prose {
  const next = decision.rings[decision.ring + 1];
  const own = publications(steps);
  const first = own.length === 0 ? [] : say`Before that, in this ring: ${own}. `;
  if (next === undefined)
    return say`${first}Then the release is announced as done, and this issue is closed.`;
  const later = publications(next.steps);
  const then =
    later.length === 0 ? say`, in which nothing is published` : say`, which publishes ${later}`;
  return say`${first}Then ${code(next.ring.name)} opens at once${then}.`;
}

/** Steps that change the world and are not done. */
function publications(rows: readonly Row[]): Prose {
  const steps = rows.filter((row) => changesTheWorld(row.step.verb) && !isDone(row));
  return codes(steps.map(({ step }) => step.name));
}
