import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';

/** A mistake in a process file, where it stands, in words for whoever wrote it. */
export interface Problem {
  /** Both counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type Path = readonly PropertyKey[];

/** A YAML text that knows where each of its values stands. */
export interface SourceDocument {
  readonly data: unknown;
  readonly problems: readonly Problem[];
  /** A problem at the value behind a path, or at the nearest thing above it that is written. */
  problemAt(path: Path, message: string): Problem;
  /** A problem at a key of the map behind a path. */
  problemAtKey(path: Path, key: string, message: string): Problem;
  /** The value behind a path as it is written, shortened; undefined where nothing is written. */
  written(path: Path): string | undefined;
}

/** Reads YAML 1.2, in which `on` is a word and `010` is ten. */
export function readDocument(text: string): SourceDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', prettyErrors: false });
  const at = (offset: number, message: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), message };
  };
  const broken = [...document.errors, ...document.warnings];
  const data = broken.length === 0 ? plainData(document) : undefined;
  return {
    data: data instanceof Error ? undefined : data,
    problems: [
      ...broken.map(({ pos, message }) => at(pos[0], message)),
      ...(data instanceof Error ? [at(0, data.message)] : []),
      ...lostWords(document).map(({ offset, message }) => at(offset, message)),
    ],
    problemAt: (path, message) => at(offsetOf(document, path), message),
    problemAtKey: (path, key, message) => at(keyOffset(document, path, key), message),
    written: (path) => writtenAt(document, path, text),
  };
}

/** Aliases that would unfold into millions of values are an error of the file, not of ours. */
function plainData(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function offsetOf(document: Document.Parsed, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = nodeAt(document, path.slice(0, length));
    if (node?.range) return node.range[0];
  }
  return 0;
}

function keyOffset(document: Document.Parsed, path: Path, key: string): number {
  const node = nodeAt(document, path);
  const pair = isMap(node)
    ? node.items.find((item) => isScalar(item.key) && item.key.value === key)
    : undefined;
  const range = isNode(pair?.key) ? pair.key.range : undefined;
  return range?.[0] ?? offsetOf(document, path);
}

function nodeAt(document: Document.Parsed, path: Path): Node | undefined {
  let node: unknown = document.contents;
  for (const key of path) {
    if (!isCollection(node)) return undefined;
    node = node.get(key, true);
  }
  return isNode(node) ? node : undefined;
}

function writtenAt(document: Document.Parsed, path: Path, text: string): string | undefined {
  const range = nodeAt(document, path)?.range;
  if (!range) return undefined;
  const written = text.slice(range[0], range[1]).split('\n')[0] ?? '';
  return written.length > 60 ? `${written.slice(0, 60)}…` : written;
}

/**
 * Words that YAML takes for a comment although they hardly are one: in
 * `announce: slack #channel` the channel would be lost without a word.
 */
function lostWords(document: Document.Parsed): readonly { offset: number; message: string }[] {
  const found: { offset: number; message: string }[] = [];
  visit(document, {
    Scalar(_, { comment, range }) {
      if (!range || typeof comment !== 'string' || !/^[^\s#!]/.test(comment)) return;
      const message = `"#${comment}" is a comment here and would be lost; put it in quotes, or a blank behind the #`;
      found.push({ offset: range[1], message });
    },
  });
  return found;
}
