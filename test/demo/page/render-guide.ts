import { OWNERS, type Player } from './accounts.ts';
import { actForm, button, withCode } from './elements.ts';
import { type Guide, guideFor } from './guide.ts';
import { type Html, html, type Part } from './html.ts';
import { markdown } from './markdown.ts';
import type { Move } from './moves.ts';
import type { RingMark } from './tracking.ts';
import type { View } from './view.ts';

/** What is next, with the buttons that do it; in the end, how it came out. */
export function guide(view: View): Html {
  const shown = guideFor(view.sight, view.viewer);
  const content = shown.kind === 'over' ? outcome(view) : next(shown, view);
  return html`<div class="guide ${shown.kind}">
${rings(shown.rings)}
${content}
</div>`;
}

function next({ title, says, moves, look }: Guide, { sight, forge }: View): Part {
  const { isWorking } = sight;
  const link =
    look === undefined
      ? undefined
      : html` <a class="look" href="#${look.id}">Look at ${look.label}</a>`;
  return [
    html`<div class="says"><h2>${title}</h2>
<div class="markdown" aria-live="polite">${markdown(says, forge)}</div></div>`,
    html`<div class="moves">
${moves.map((move, index) => moveForm(move, index, isWorking))}
<p class="aside">${isWorking ? html`<span class="busy"></span>Machines are at work …` : asideFor(moves)}${link}</p>
</div>`,
  ];
}

function moveForm({ label, as, act, fields }: Move, index: number, isHeld: boolean): Html {
  const who: Player = as ?? OWNERS[0];
  const whose = as === undefined ? undefined : html` <span class="whose">as ${as}</span>`;
  return actForm(
    act,
    { id: `move-${index}`, as: who, fields, kind: 'move' },
    button([html`<span>${withCode(label)}</span>`, whose], {
      kind: index === 0 ? 'primary' : '',
      isHeld,
    }),
  );
}

function asideFor(moves: readonly Move[]): string {
  if (moves.length === 0) return 'Nothing waits for a click.';
  return 'Or do it below, by typing.';
}

function rings(marks: readonly RingMark[]): Html {
  const open = marks.findIndex(({ isDone }) => !isDone);
  return html`<ol class="rings" aria-label="Rings of this release">${marks.map(
    ({ name, isDone }, index) => {
      const state = isDone ? 'done' : index === open ? 'open' : 'later';
      const words = { done: 'passed', open: 'open', later: 'not open yet' }[state];
      return html`<li class="${state}"><span class="name">${name}</span> <span class="word">${words}</span></li>`;
    },
  )}</ol>`;
}

function outcome({ sight, address }: View): Part {
  const proofs = sight.proofs ?? [];
  const isRight = proofs.length > 0 && proofs.every(({ holds }) => holds);
  const lines = proofs.map(
    ({ claim, holds }) =>
      html`<li class="${holds ? 'holds' : 'fails'}"><span class="mark" role="img" aria-label="${holds ? 'holds:' : 'does not hold:'}"></span>${claim}</li>`,
  );
  return [
    html`<div class="says outcome"><h2>${isRight ? 'Released' : 'This is not how a release should end'}</h2>
<p>Looked at from the outside, without Ringmaster’s help:</p>
<ul class="proofs">${lines}</ul>
<p class="address"><span>Released at</span> <a href="#releases"><code>${address}</code></a></p></div>`,
    html`<div class="moves">${actForm(
      'finish',
      { id: 'finish', kind: 'move' },
      button('Finish', { kind: 'primary', isHeld: proofs.length === 0 }),
    )}
<p class="aside">Ends the demo with status ${isRight ? 0 : 1}.</p></div>`,
  ];
}
