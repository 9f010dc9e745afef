import { OWNERS, type Player } from './accounts.ts';
import { actForm, button, withCode } from './elements.ts';
import { type Guide, guideFor } from './guide.ts';
import { type Html, html, type Part } from './html.ts';
import { markdown } from './markdown.ts';
import type { Move } from './moves.ts';
import type { View } from './view.ts';

/** What is next, with the buttons that do it; in the end, how it came out. */
export function guide(view: View): Html {
  const shown = guideFor(view.sight, view.viewer);
  const content = shown.kind === 'over' ? outcome(view) : next(shown, view);
  return html`<div class="guide" data-kind="${shown.kind}">
${content}
</div>`;
}

function next(shown: Guide, { sight, forge }: View): Part {
  const { title, says, moves, look } = shown;
  const { isWorking } = sight;
  const link = look === undefined ? undefined : html` <a href="#${look.id}">${look.label}</a>`;
  return [
    html`<div class="says"><h2>${title}</h2>
<div class="markdown" aria-live="polite">${markdown(says, forge)}</div></div>`,
    html`<div class="moves">
${moves.map((move, index) => moveForm(move, { isFirst: index === 0, isHeld: isWorking }))}
<p class="aside">${isWorking ? html`<span class="busy"></span>Machines are at work …` : asideFor(shown)}${link}</p>
</div>`,
  ];
}

/** A move keeps its place on the page as long as it stays the same move, so that no click hits another one. */
function moveForm(
  { label, as, act, fields }: Move,
  { isFirst, isHeld }: { readonly isFirst: boolean; readonly isHeld: boolean },
): Html {
  const who: Player = as ?? OWNERS[0];
  const whose = as === undefined ? undefined : html` <span class="whose">as ${as}</span>`;
  return actForm(
    act,
    { id: `move-${as ?? 'nobody'}-${label.replace(/\W+/g, '-')}`, as: who, fields, kind: 'move' },
    button([html`<span>${withCode(label)}</span>`, whose], {
      kind: isFirst ? 'primary' : '',
      isHeld,
    }),
  );
}

function asideFor({ moves, kind }: Guide): string {
  if (moves.length > 0) return 'Or do it yourself, below.';
  return kind === 'note'
    ? 'Nobody has to do anything: machines go on by themselves.'
    : 'Do it below, as whoever may.';
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
<p class="aside">Ends the demo with exit status ${isRight ? 0 : 1}. Until then, look around.</p></div>`,
  ];
}
