import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Markdown of issues and comments as a terminal can show it: words first, folded parts folded. */
export function forTerminal(markdown: string): string {
  return withoutFolds(markdown)
    .replace(/\[((?:\\.|[^\]\\])+)\]\((?:[^)\s]+)\)/g, '$1')
    .replace(/<\/?sub>/g, '')
    .replace(/^(#+) (.*)$/gm, (_, _marks, title: string) => paint('bold', title))
    .replace(/\*\*([^*]+)\*\*/g, (_, words: string) => paint('bold', words))
    .replace(/`([^`]+)`/g, (_, words: string) => paint('cyan', words))
    .replace(/^\+.*$/gm, (line) => paint('green', line))
    .replace(/^-(?![ -]).*$/gm, (line) => paint('red', line))
    .replace(/^> \[!\w+\]\n/gm, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\\([\\`*_{}[\]()~|!$^=#+.>-])/g, '$1')
    .replaceAll('\u2060', '');
}

/** Folded blocks show their titles, as GitHub shows them. */
function withoutFolds(markdown: string): string {
  return markdown
    .replace(/<details><summary>(.*?)<\/summary>[\s\S]*?<\/details>/g, '▸ $1')
    .replace(/^```(?:diff)?\n?/gm, '')
    .trimEnd();
}

/** Colours where the terminal has them. */
export function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

/** Text moved to the right, behind a bar. */
export function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `${paint('dim', '  │')} ${line}`.trimEnd())
    .join('\n');
}
