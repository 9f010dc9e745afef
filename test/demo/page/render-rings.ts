import { guideFor } from './guide.ts';
import { type Html, html } from './html.ts';
import type { View } from './view.ts';

const WORDS = { done: 'passed', open: 'open', later: 'not open yet' } as const;

/** How far the release has come. */
export function rings({ sight, viewer }: View): Html {
  const marks = guideFor(sight, viewer).rings;
  const open = marks.findIndex(({ isDone }) => !isDone);
  const items = marks.map(({ name, isDone }, index) => {
    const state = isDone ? 'done' : index === open ? 'open' : 'later';
    return html`<li class="${state}"><span class="name">${name}</span> <span class="part">${WORDS[state]}</span></li>`;
  });
  return html`<ol class="rings" aria-label="Rings of this release">${items}</ol>`;
}
