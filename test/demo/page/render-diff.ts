import { type Html, html } from './html.ts';

/** What a pull request changes, file by file, with lines in their colours. */
export function diff(changes: string, id: string): Html {
  const lines = changes.split('\n').map((line) => {
    const kind = kindOf(line);
    return html`<span class="${kind}">${kind === 'file' ? line.slice('--- '.length) : line}\n</span>`;
  });
  return html`<pre id="${id}-diff" class="diff" tabindex="0" role="region" aria-label="What it changes">${lines}</pre>`;
}

function kindOf(line: string): string {
  if (line.startsWith('--- ')) return 'file';
  if (line.startsWith('@@')) return 'place';
  if (line.startsWith('+')) return 'added';
  return line.startsWith('-') ? 'removed' : 'same';
}
