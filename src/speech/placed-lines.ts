import { readLine } from './blocks.ts';
import { Enclosure, mayEnclose } from './enclosure.ts';
import { placesIn } from './inlines.ts';
import { withPlainLines } from './lines.ts';
import { type Block, innermost, type Leaf, NOTHING } from './open-block.ts';
import type { Place } from './places.ts';
import { readTags } from './tags.ts';

/** A line of a comment, and where it stands; without a place its author says it. */
export interface PlacedLine {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
  readonly place: Place | undefined;
}

const DEFINITION = /^ {0,3}\[(?:[^\\[\]]|\\[\s\S])*\]:/;

interface Survey {
  readonly found: PlacedLine[];
  readonly enclosure: Enclosure;
  /** What stands open inside of the quote, list item, footnote or heading that is read. */
  inside: Enclosure;
  readonly wanted: RegExp;
}

/** Lines that belong together. */
interface Passage {
  readonly text: string;
  readonly firstLine: number;
}

/**
 * The lines of a comment at whose beginning a pattern matches, in order, each with its
 * place. Only a line of a paragraph that stands for itself has none: what is quoted,
 * listed, code, HTML or inside a link is talked about, not said.
 *
 * `wanted` has the flag `g` and begins with `(?<![^\n])`.
 */
export function placedLines(markdown: string, wanted: RegExp): readonly PlacedLine[] {
  const text = withPlainLines(markdown);
  const survey: Survey = { found: [], enclosure: new Enclosure(), inside: new Enclosure(), wanted };
  let block = NOTHING;
  let began = { at: 0, line: 1 };
  const ended: Leaf[] = [];
  for (let at = 0, line = 1; at <= text.length; line += 1) {
    const end = lineEnd(text, at);
    const isEmpty = end === at && block === NOTHING;
    const next = isEmpty ? NOTHING : readLine(block, text.slice(at, end), ended);
    for (let leaf = ended.pop(); leaf !== undefined; leaf = ended.pop()) readInside(survey, leaf);
    if (next !== block) {
      finish(survey, { block, next }, { text: text.slice(began.at, at), firstLine: began.line });
      began = { at, line };
      block = next;
    }
    at = end + 1;
  }
  const rest = { text: text.slice(began.at), firstLine: began.line };
  finish(survey, { block, next: NOTHING }, rest);
  return survey.found;
}

/** Takes notice of a block that is over, and of what made it end. */
function finish(
  survey: Survey,
  { block, next }: { readonly block: Block; readonly next: Block },
  passage: Passage,
): void {
  const place = next.is === 'underline' ? 'heading' : placeOf(block);
  if (place !== undefined) finishAside(survey, passage, { block, place });
  else if (block.is === 'html') finishHtml(survey, passage);
  else if (block.is === 'paragraph') finishParagraph(survey, passage, next);
}

function finishAside(
  survey: Survey,
  passage: Passage,
  { block, place }: { readonly block: Block; readonly place: Place },
): void {
  note(survey, passage, () => place);
  readInside(survey, innermost(block));
  survey.enclosure.adopt(survey.inside);
  survey.inside = new Enclosure();
}

/** What is written inside of something else only matters for the elements that it leaves open. */
function readInside({ inside }: Survey, leaf: Leaf): void {
  if (!('text' in leaf) || !leaf.text.includes('<')) return;
  if (leaf.is === 'html' || leaf.is === 'depths') readTags(leaf.text, inside);
  else placesIn(leaf.text, inside, undefined);
}

function placeOf({ is }: Block): Place | undefined {
  switch (is) {
    case 'quote':
    case 'list':
    case 'footnote':
    case 'heading':
    case 'table':
    case 'doubt':
      return is;
    case 'fence':
    case 'indented code':
      return 'code';
    case 'depths':
      return 'doubt';
    default:
      return undefined;
  }
}

function finishHtml(survey: Survey, passage: Passage): void {
  const { text } = passage;
  note(survey, passage, () => (text.trimStart().startsWith('<!--') ? 'HTML comment' : 'HTML'));
  readTags(text, survey.enclosure);
}

function finishParagraph(survey: Survey, passage: Passage, next: Block): void {
  if (next.is === 'table') {
    const head = lastLineOf(passage);
    const before = passage.text.slice(0, -head.text.length);
    if (before !== '') readParagraph(survey, { ...passage, text: before });
    note(survey, head, () => 'table');
  } else readParagraph(survey, passage);
}

function lastLineOf({ text, firstLine }: Passage): Passage {
  const at = text.lastIndexOf('\n', text.length - 2) + 1;
  const before = text.slice(0, at).split('\n').length - 1;
  return { text: text.slice(at), firstLine: firstLine + before };
}

function readParagraph(survey: Survey, passage: Passage): void {
  const { wanted, enclosure } = survey;
  const { text } = passage;
  wanted.lastIndex = 0;
  if (!wanted.test(text) && !mayEnclose(text)) return;
  const around = DEFINITION.test(text) ? 'link definition' : undefined;
  note(survey, passage, placesIn(text, enclosure, around));
}

/** Notes the wanted lines of a passage, each with its place by its index. */
function note(
  { found, wanted }: Survey,
  { text, firstLine }: Passage,
  placeOf: (index: number) => Place | undefined,
): void {
  wanted.lastIndex = 0;
  let index = 0;
  let at = 0;
  while (wanted.test(text)) {
    let end = lineEnd(text, at);
    for (; end < wanted.lastIndex; end = lineEnd(text, at)) {
      at = end + 1;
      index += 1;
    }
    found.push({ number: firstLine + index, text: text.slice(at, end), place: placeOf(index) });
    at = end + 1;
    index += 1;
  }
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
