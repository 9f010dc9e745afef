import { compile, type Pattern } from '../../patterns/re2.ts';

/**
 * The paths that a pattern of CODEOWNERS means, as a pattern of RE2 over whole paths.
 *
 * As in a `.gitignore`, a slash at the beginning or in the middle ties it to the root,
 * one at the end means a directory, and what fits a directory holds for all below it.
 * Unlike there, a `*` at the end means what lies right there and nothing deeper.
 * @returns text that says why it is none.
 */
export function ownedPaths(written: string): Pattern | string {
  const problem = problemIn(written);
  if (problem !== undefined) return problem;
  const isDirectory = written.endsWith('/');
  const inner = written.replace(/^\//, '').replace(/\/$/, '');
  const isTied = written.startsWith('/') || inner.includes('/');
  const parts = inner.split('/');
  if (parts.includes('')) return `${JSON.stringify(written)} has an empty part`;
  const above = isTied ? parts.slice(0, -1) : ['**'];
  const last = parts.at(-1) ?? '';
  const source = `${above.map(between).join('')}${atEnd(last, isDirectory)}`;
  const { pattern, problem: tooLarge } = compile(`(?s)^(?:${source})$`);
  return pattern ?? `${JSON.stringify(written.slice(0, 60))} is no pattern: ${tooLarge}`;
}

function problemIn(written: string): string | undefined {
  if (written.startsWith('!')) return 'a pattern cannot be taken back with "!"';
  if (written.startsWith('\\#')) return 'a pattern cannot begin with "#"';
  if (/[[\]]/.test(written)) return 'a pattern cannot hold a range in "[ ]"';
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(written)) return 'a pattern cannot end in a backslash';
  return undefined;
}

/** A part that more parts follow. */
function between(part: string): string {
  return part === '**' ? '(?:.*/)?' : `${within(part)}/`;
}

function atEnd(part: string, isDirectory: boolean): string {
  if (isDirectory) return `${part === '**' ? '.+' : within(part)}/.+`;
  if (part === '**') return '.+';
  return part === '*' ? '[^/]+' : `${within(part)}(?:/.+)?`;
}

const PIECES = /\\([^\n])|(\*+)|(\?)|([^\\*?]+)/gu;

/** One part of a path: its letters, `*` for any of them, `?` for one. */
function within(part: string): string {
  return part.replace(
    PIECES,
    (_piece, escaped?: string, any?: string, one?: string, text?: string) => {
      if (any !== undefined) return '[^/]*';
      return one === undefined ? literal(escaped ?? text ?? '') : '[^/]';
    },
  );
}

function literal(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
