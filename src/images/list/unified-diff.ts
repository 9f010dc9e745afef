import type { ListEdit } from './add-to-list.ts';

/** What is compared: a text before, and the edit that was made of it. */
interface Comparison {
  /** Undefined: there was no file. */
  readonly before: string | undefined;
  readonly edit: ListEdit;
  /** The file's path, with `/`. */
  readonly path: string;
}

interface Step {
  readonly sign: ' ' | '+' | '-';
  /** With its line end, where it has one. */
  readonly text: string;
}

/** Lines around a change, as `diff -u` and git show them. */
const CONTEXT = 3;

/**
 * An edit of a list as a unified diff that `git apply` takes; empty where nothing
 * changes. The edit says which lines are new, so nothing has to be searched for.
 */
export function unifiedDiff({ before, edit, path }: Comparison): string {
  const steps = stepsOf(before ?? '', edit);
  const hunks = hunksOf(steps);
  if (hunks.length === 0) return '';
  const old = before === undefined ? '/dev/null' : `a/${path}`;
  return `--- ${old}\n+++ b/${path}\n${hunks.join('')}`;
}

/** Old and new lines side by side. Both stand there where a line changes, be it only in its end. */
function stepsOf(before: string, { text, inserted, removedPlaceholder }: ListEdit): Step[] {
  const [old, now] = [linesOf(before), linesOf(text)];
  const added = new Set(inserted.map(({ line }) => line - 1));
  const steps: Step[] = [];
  let at = 0;
  const takeOld = () => steps.push({ sign: '-', text: old[at++] ?? '' });
  for (const [index, line] of now.entries()) {
    if (at + 1 === removedPlaceholder?.line) takeOld();
    if (!added.has(index) && old[at] === line) {
      steps.push({ sign: ' ', text: line });
      at += 1;
      continue;
    }
    if (!added.has(index)) takeOld();
    steps.push({ sign: '+', text: line });
  }
  while (at < old.length) takeOld();
  return steps;
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

interface Stretch {
  from: number;
  to: number;
}

function hunksOf(steps: readonly Step[]): string[] {
  const stretches: Stretch[] = [];
  for (const [index, { sign }] of steps.entries()) {
    if (sign === ' ') continue;
    const [from, to] = [Math.max(0, index - CONTEXT), index + CONTEXT + 1];
    const last = stretches.at(-1);
    if (last !== undefined && from <= last.to) last.to = to;
    else stretches.push({ from, to });
  }
  let [old, now, done] = [0, 0, 0];
  return stretches.map(({ from, to }) => {
    // Between the stretches every line is an old and a new one.
    const start = { old: old + from - done, now: now + from - done };
    const part = steps.slice(from, to);
    const length = { old: count(part, '+'), now: count(part, '-') };
    [old, now, done] = [start.old + length.old, start.now + length.now, from + part.length];
    const head = `@@ -${spanOf(start.old, length.old)} +${spanOf(start.now, length.now)} @@\n`;
    return head + part.map(lineOf).join('');
  });
}

/** How many of the lines are on the side that has none with this sign. */
function count(steps: readonly Step[], absent: '+' | '-'): number {
  return steps.filter(({ sign }) => sign !== absent).length;
}

/** An empty side is named by the line before it. */
function spanOf(start: number, length: number): string {
  return `${length === 0 ? start : start + 1},${length}`;
}

function lineOf({ sign, text }: Step): string {
  return text.endsWith('\n') ? `${sign}${text}` : `${sign}${text}\n\\ No newline at end of file\n`;
}
