import { Marked, type Tokens } from 'marked';
import { escapeHtml, type Html } from './html.ts';
import { sanitize } from './sanitize.ts';

const ALERTS: Readonly<Record<string, string>> = {
  NOTE: 'Note',
  TIP: 'Tip',
  IMPORTANT: 'Important',
  WARNING: 'Warning',
  CAUTION: 'Caution',
};

/** Markdown as GitHub reads it in issues and comments, where a line break is a line break. */
const reader = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    blockquote({ tokens, text }: Tokens.Blockquote): string {
      const [first = '', kind = ''] = /^\[!([A-Z]+)\][^\S\n]*(?:\n|$)/.exec(text) ?? [];
      const title = ALERTS[kind];
      if (title === undefined) return `<blockquote>${this.parser.parse(tokens)}</blockquote>`;
      const rest = reader.parse(text.slice(first.length), { async: false });
      return `<div class="alert ${kind.toLowerCase()}"><p class="alert-title">${title}</p>${rest}</div>`;
    },
    checkbox({ checked }: Tokens.Checkbox): string {
      return `<span class="task${checked ? ' done' : ''}"></span> `;
    },
    // The page loads nothing from elsewhere; a picture is shown as what was typed.
    image({ raw }: Tokens.Image): string {
      return escapeHtml(raw);
    },
    // The page's own headings are the first two levels.
    heading({ tokens, depth }: Tokens.Heading): string {
      const level = Math.max(3, depth);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
    },
  },
});

/** How the marks of a checklist are drawn, in whatever fonts a machine has, and what they say. */
const MARKS: Readonly<Record<string, readonly [kind: string, words: string]>> = {
  '✅': ['passed', 'passed'],
  '❌': ['failed', 'failed'],
  '🟡': ['asked', 'needs a person'],
  '⏳': ['pending', 'pending'],
  '⚪': ['waiting', 'waits'],
  '⚠️': ['unclear', 'cannot tell'],
  '➖': ['skipped', 'skipped'],
  '⏭️': ['waived', 'waived'],
  '🎉': ['party', 'hooray'],
};
const MARK = new RegExp(Object.keys(MARKS).join('|'), 'gu');

function drawn(mark: string): string {
  const [kind, words] = MARKS[mark] ?? ['', mark];
  return `<span class="sign ${kind}" role="img" aria-label="${words}"></span>`;
}

/**
 * Somebody's Markdown as markup that can be shown on the page, whoever wrote it.
 * @param forge The forge's address: links to it lead to places on the page.
 */
export function markdown(text: string, forge: string): Html {
  const safe = sanitize(reader.parse(text, { async: false }), forge);
  // An address in an attribute is ASCII, so that a mark only stands in text.
  return { markup: safe.replace(MARK, drawn) };
}
