import type { Prose, Span } from '../domain/prose.ts';
import { codeSpan, escapeMarkdown, linkTarget } from './safe-text.ts';

/** Where links lead: the web address of the GitHub server, `https://github.com`. */
export interface Links {
  readonly server: string;
}

/** Prose as Markdown: our words as they are, everything else escaped. */
export function toMarkdown(prose: Prose, links: Links): string {
  return prose.map((span) => spanToMarkdown(span, links)).join('');
}

function spanToMarkdown(span: Span, { server }: Links): string {
  if ('words' in span) return span.words;
  if ('text' in span) return escapeMarkdown(span.text);
  if ('code' in span) return codeSpan(span.code);
  if ('person' in span)
    return `[${escapeMarkdown(span.person)}](${linkTarget(`${server}/${encodeURIComponent(span.person)}`)})`;
  if ('link' in span) return `[${escapeMarkdown(span.label)}](${linkTarget(span.link)})`;
  return `**${escapeMarkdown(span.strong)}**`;
}

/** A folded block; open where somebody should look. */
export function details(summary: string, lines: readonly string[], { open = false } = {}): string {
  return `<details${open ? ' open' : ''}><summary>${summary}</summary>\n\n${lines.join('\n')}\n</details>`;
}
