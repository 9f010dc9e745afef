import { interruptsNoParagraph, mayEndParagraph, type Start, startOf } from './block-starts.ts';
import { endsHtml } from './html-blocks.ts';
import { indentOf } from './lines.ts';
import { isDefinitions } from './link-tails.ts';
import {
  type Block,
  type Container,
  closesFence,
  contentIn,
  type Depths,
  DOUBT,
  type Html,
  holdsParagraph,
  INDENTED,
  innermost,
  isBlank,
  type Leaf,
  NOTHING,
  type Paragraph,
  TABLE,
  UNDERLINED,
  UNSTARTED,
} from './open-block.ts';
import { isTableHead } from './tables.ts';

/**
 * How many quotes and list items within one another are told apart. A line is read
 * once for each, so without an end a long line would cost the square of its length.
 */
const DEEPEST = 20;

const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/;

/** `levels`: how many more quotes and list items may stand within one another. */
interface Context {
  readonly levels: number;
  /** Whether readers differ about what may begin here behind the mark of a quote or list. */
  readonly isDoubtful: boolean;
}

/**
 * The block that is open after one more line: the same object where the line carries
 * it on. `ended` is given what ended inside of a quote, list item or footnote that goes on.
 */
export function readLine(block: Block, text: string, ended: Leaf[]): Block {
  return read(block, text, { levels: DEEPEST, ended });
}

interface Depth {
  readonly levels: number;
  readonly ended: Leaf[];
}

function read(block: Block, text: string, depth: Depth): Block {
  const { levels } = depth;
  switch (block.is) {
    case 'nothing':
      return begin(text, { levels, isDoubtful: false });
    case 'heading':
    case 'underline':
      return begin(text, { levels, isDoubtful: true });
    case 'indented code':
      return readIndented(block, text, levels);
    case 'doubt':
      return block;
    case 'depths':
      return readDepths(block, text, levels);
    case 'paragraph':
      return readParagraph(block, text, levels);
    case 'table':
      return readTable(block, text, levels);
    case 'fence':
      return closesFence(block.mark, text) ? NOTHING : block;
    case 'html':
      return readHtml(block, text, levels);
    default:
      return readContainer(block, text, depth);
  }
}

/** Blank lines do not end it, nor for some readers what would not interrupt a paragraph. */
function readIndented(block: Block, text: string, levels: number): Block {
  if (isBlank(text)) return block;
  if (levels < DEEPEST && interruptsNoParagraph(text)) return { is: 'depths', text };
  return begin(text, { levels, isDoubtful: true });
}

function readDepths(block: Depths, text: string, levels: number): Block {
  if (isBlank(text)) return NOTHING;
  const start = levels === 0 ? undefined : startOf(text, true);
  if (start !== undefined) return open(start, text, { levels, isDoubtful: true });
  block.text += `\n${text}`;
  return block;
}

function readParagraph(block: Paragraph, text: string, levels: number): Block {
  const indent = indentOf(text);
  if (indent === text.length) return NOTHING;
  if (mayEndParagraph(text, indent)) {
    if (UNDERLINE.test(text)) return underline(block, text, levels);
    const start = startOf(text, true);
    if (start !== undefined) return open(start, text, { levels, isDoubtful: true });
    if (isTableHead(block.last, text)) return TABLE;
  }
  return carryOn(block, text);
}

function carryOn(block: Paragraph, text: string): Block {
  if (block.isKept) block.text += `\n${text}`;
  block.last = text;
  return block;
}

/** What defines links is no heading: the line below it begins something of its own. */
function underline({ text: above }: Paragraph, text: string, levels: number): Block {
  const isHeading = !above.trimStart().startsWith('[') || !isDefinitions(above);
  return isHeading ? UNDERLINED : begin(text, { levels, isDoubtful: true });
}

/** Every line that begins nothing else is a row. */
function readTable(block: Block, text: string, levels: number): Block {
  if (isBlank(text)) return NOTHING;
  const start = startOf(text, false);
  return start === undefined ? block : open(start, text, { levels, isDoubtful: false });
}

function readHtml(block: Html, text: string, levels: number): Block {
  if (block.isOver) return begin(text, { levels, isDoubtful: false });
  if (block.end === 'blank line' && isBlank(text)) return NOTHING;
  block.text += `\n${text}`;
  // Where CDATA ends behind a further bracket is in dispute.
  if (text.includes(']]]>') && endsHtml(block.end, ']]>')) return DOUBT;
  block.isOver = endsHtml(block.end, text);
  return block;
}

function begin(text: string, context: Context): Block {
  const indent = indentOf(text);
  if (indent === text.length) return NOTHING;
  if (context.levels === 0) return { is: 'depths', text };
  if (indent > 3) return INDENTED;
  const start = startOf(text, false);
  if (start !== undefined) return open(start, text, context);
  const isKept = context.levels < DEEPEST || text[indent] === '[';
  return { is: 'paragraph', text, isKept, last: text };
}

function open(start: Start, text: string, context: Context): Block {
  switch (start.is) {
    case 'heading':
      return { is: 'heading', text };
    case 'break':
      return NOTHING;
    case 'fence':
      return start;
    case 'html':
      return { is: 'html', end: start.end, text, isOver: endsHtml(start.end, text) };
    case 'quote':
    case 'list':
    case 'footnote':
      return openContainer(start, text.slice(start.content), context);
  }
}

function openContainer(
  start: Extract<Start, { content: number }>,
  text: string,
  { levels, isDoubtful }: Context,
): Container {
  const { is } = start;
  const indent = ' '.repeat(is === 'quote' ? 0 : start.indent);
  if (is === 'list' && isBlank(text)) return { is, indent, inner: UNSTARTED };
  if (isDoubtful && interruptsNoParagraph(text))
    return { is, indent, inner: { is: 'depths', text } };
  return { is, indent, inner: begin(text, { levels: levels - 1, isDoubtful }) };
}

function readContainer(block: Container, text: string, { levels, ended }: Depth): Block {
  const content = contentIn(block, text);
  if (content === undefined) return leave(block, text, levels);
  // An item may begin with one blank line, not with two; for GitHub it may, if that is indented.
  if (block.inner === UNSTARTED && isBlank(text))
    return text.length < block.indent.length ? NOTHING : DOUBT;
  const inner = read(block.inner, text.slice(content), { levels: levels - 1, ended });
  if (inner !== block.inner) ended.push(innermost(block.inner));
  block.inner = inner;
  return block;
}

/** A line without the marks of a container may carry on a paragraph in it all the same. */
function leave(block: Container, text: string, levels: number): Block {
  if (isBlank(text)) return NOTHING;
  const start = startOf(text, false);
  if (start !== undefined) return open(start, text, { levels, isDoubtful: false });
  if (!holdsParagraph(block)) return begin(text, { levels, isDoubtful: false });
  const inner = innermost(block);
  if (inner.is === 'paragraph') carryOn(inner, text);
  else if (inner.is === 'depths') inner.text += `\n${text}`;
  return block;
}
