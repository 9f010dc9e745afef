import { fromMarkdown } from 'mdast-util-from-markdown';

/** A command as a reader of Markdown that is not ours finds it. */
export interface ReferenceCommand {
  /** Counted from 1. */
  readonly line: number;
  /** In lower case, without the slash. */
  readonly name: string;
}

/**
 * The commands of a comment by the tree that micromark makes of it: the lines of
 * paragraphs that stand in no other block, whose first character stands in no code,
 * HTML, link or picture, and which read as the grammar says.
 */
export function referenceCommands(markdown: string): readonly ReferenceCommand[] {
  const lines = linesOf(markdown);
  return fromMarkdown(markdown).children.flatMap((block) => {
    if (block.type !== 'paragraph' || block.position === undefined) return [];
    const { start, end } = block.position;
    return lines
      .slice(start.line - 1, end.line)
      .flatMap((line, index) =>
        isPlain(block, line.first) ? named(line.text, start.line + index) : [],
      );
  });
}

/**
 * Whether micromark reads this comment as CommonMark's own reader and GitHub do. It
 * leaves a tag that stands alone in the list item above it although the line is not
 * indented, and does not end CDATA with `]]]>`.
 */
export function isReferenceSound(markdown: string): boolean {
  return !markdown.includes(']]]>') && !keepsTag(fromMarkdown(markdown), 0);
}

/** Whether some HTML begins left of the content of the list item that holds it. */
function keepsTag(node: Tree | Node, content: number): boolean {
  const column = node.position?.start.column ?? 0;
  if (node.type === 'html') return column < content;
  if (!('children' in node)) return false;
  const inside = node.type === 'listItem' ? column + 2 : content;
  return node.children.some((child) => keepsTag(child, inside));
}

type Tree = ReturnType<typeof fromMarkdown>;
type Node = Tree['children'][number];
type Paragraph = Extract<Node, { readonly type: 'paragraph' }>;
type Inline = Paragraph['children'][number];

interface RawLine {
  readonly text: string;
  /** The offset of its first character that is no blank. */
  readonly first: number;
}

function linesOf(markdown: string): readonly RawLine[] {
  let offset = 0;
  return markdown.split(/(\r\n|\n|\r)/).flatMap((text, index) => {
    const line = { text, first: offset + text.search(/[^ \t]|$/) };
    offset += text.length;
    return index % 2 === 0 ? [line] : [];
  });
}

/** Whether a position belongs to the words of a paragraph, emphasized or not. */
function isPlain({ children }: Pick<Paragraph, 'children'>, offset: number): boolean {
  return children.every((child) => {
    if (!holds(child, offset)) return true;
    if (child.type === 'emphasis' || child.type === 'strong') return isPlain(child, offset);
    return child.type === 'text' || child.type === 'break';
  });
}

function holds({ position }: Inline, offset: number): boolean {
  if (position?.start.offset === undefined || position.end.offset === undefined) return false;
  return position.start.offset <= offset && offset < position.end.offset;
}

function named(text: string, line: number): readonly ReferenceCommand[] {
  const blanks = text.length - text.replace(/^ */, '').length;
  if (blanks > 3 || text[blanks] !== '/') return [];
  const [word = ''] = text.slice(blanks + 1).split(/[ \t]/, 1);
  return /^[a-z][a-z-]*$/i.test(word) ? [{ line, name: word.toLowerCase() }] : [];
}
