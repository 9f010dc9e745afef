import { lineAt, newlineOf, type RuledText } from './ruled-text.ts';

/** What is to be done to the lines of a text, each counted from 1 in the text as it is. */
export interface Edit {
  /** New lines by the line that they follow; 0 for the top of the text. */
  readonly inserted: Map<number, readonly string[]>;
  /** New texts of lines. */
  readonly replaced: Map<number, string>;
  /** Lines to be taken out. */
  readonly removed: Set<number>;
}

/** A line of the new text. */
export interface EditedLine {
  readonly line: number;
  readonly text: string;
}

/** A line of the new text that was otherwise in the old one. */
export interface ChangedLine extends EditedLine {
  readonly before: string;
}

/** A text after an edit, with the lines that are not those of the old one. */
export interface Edited {
  readonly text: string;
  readonly inserted: readonly EditedLine[];
  readonly changed: readonly ChangedLine[];
  /** The line that was taken out, numbered as in the old text. */
  readonly removed: EditedLine | undefined;
}

/** An edit that does nothing yet. */
export function emptyEdit(): Edit {
  return { inserted: new Map(), replaced: new Map(), removed: new Set() };
}

/** Adds lines behind those that already follow the same line. */
export function insertAfter(edit: Edit, line: number, texts: readonly string[]): void {
  edit.inserted.set(line, [...(edit.inserted.get(line) ?? []), ...texts]);
}

/**
 * Carries out an edit. All bytes that it does not name stay as they are.
 *
 * A new line ends as the line before it does. Behind a last line that is not
 * ended, the new last line is not ended either.
 */
export function carryOut(ruled: RuledText, edit: Edit): Edited {
  const touched = new Set([...edit.inserted.keys(), ...edit.replaced.keys(), ...edit.removed]);
  const lines = [...touched].sort((a, b) => a - b);
  const pieces: string[] = [];
  let copied = 0;
  for (const line of lines) {
    const [start, end] = spanOf(ruled, line);
    pieces.push(ruled.text.slice(copied, start), editedLine(ruled, edit, line));
    copied = end;
  }
  pieces.push(ruled.text.slice(copied));
  return { text: pieces.join(''), ...numbered(ruled, edit, lines) };
}

/** The offsets of a line with its ending; line 0 is the empty span at the top of the text. */
function spanOf({ text, starts }: RuledText, line: number): [number, number] {
  const start = starts[Math.max(line, 1) - 1] ?? text.length;
  return [start, line === 0 ? start : (starts[line] ?? text.length)];
}

/** A line as it is to be, with what is to follow it. */
function editedLine(ruled: RuledText, edit: Edit, line: number): string {
  const [start, end] = spanOf(ruled, line);
  const old = line === 0 ? '' : lineAt(ruled, line);
  const ending = ruled.text.slice(start + old.length, end);
  const kept = edit.removed.has(line) ? '' : `${edit.replaced.get(line) ?? old}${ending}`;
  const added = edit.inserted.get(line) ?? [];
  if (added.length === 0) return kept;
  const newline = ending === '' ? newlineOf(ruled) : ending;
  const open = line > 0 && ending === '';
  if (open) return [...(kept === '' ? [] : [kept]), ...added].join(newline);
  return kept + added.map((text) => `${text}${newline}`).join('');
}

/** The new and changed lines with their numbers in the new text. */
function numbered(ruled: RuledText, edit: Edit, lines: readonly number[]): Omit<Edited, 'text'> {
  const inserted: EditedLine[] = [];
  const changed: ChangedLine[] = [];
  let shift = 0;
  for (const line of lines) {
    if (edit.removed.has(line)) shift -= 1;
    const text = edit.replaced.get(line);
    if (text !== undefined) changed.push({ line: line + shift, text, before: lineAt(ruled, line) });
    for (const added of edit.inserted.get(line) ?? []) {
      shift += 1;
      inserted.push({ line: line + shift, text: added });
    }
  }
  const [removed] = edit.removed;
  return {
    inserted,
    changed,
    removed: removed === undefined ? undefined : { line: removed, text: lineAt(ruled, removed) },
  };
}
