import type { ImageList, ListEntry } from '../list/image-list.ts';
import { parseList } from '../list/parse-list.ts';
import { lineAt, type RuledText } from '../list/ruled-text.ts';
import { quoteOf } from '../list/scalar.ts';
import { readYamlList } from '../list/yaml-list.ts';
import type { Complaint, Word } from '../list/yaml-source.ts';

export interface WrittenEntry {
  readonly digest: Word;
  readonly tags: readonly Word[];
}

export interface WrittenImage {
  readonly name: Word;
  readonly entries: readonly WrittenEntry[];
}

/** What a list says, each word with its place, and the lines that say it. */
export interface WrittenList {
  readonly lines: ImageList;
  readonly images: readonly WrittenImage[];
  /** Where the text is not as a list of images has to be. */
  readonly complaints: readonly Complaint[];
}

/**
 * Reads a list with everything that can be told of it, however broken it is.
 *
 * Line by line where the lines say it all, else by the rules of YAML.
 */
export function readWrittenList(text: string): WrittenList {
  const lines = parseList(text);
  if (lines.unread.length > 0) return { lines, ...readYamlList(text) };
  const images = lines.blocks.map(({ name, line, entries }) => ({
    name: { text: name, line, quote: nameQuote(lines, line) },
    entries: entries.map((entry) => writtenEntry(lines, entry)),
  }));
  return { lines, images, complaints: [] };
}

function nameQuote(lines: RuledText, line: number): Word['quote'] {
  return quoteOf(/name: +(.)/.exec(lineAt(lines, line))?.[1] ?? '');
}

function writtenEntry(lines: ImageList, entry: ListEntry): WrittenEntry {
  const { digest, tags, line } = entry;
  const read = lines.lines[line - 1];
  if (read?.kind === 'entry' && read.sound)
    return {
      digest: { text: digest, line, quote: '"' },
      tags: tags.map((text) => ({ text, line, quote: '"' })),
    };
  const text = lineAt(lines, line);
  const quote = quoteOf(text.trimStart());
  return { digest: { text: digest, line, quote }, tags: writtenTags(lines, entry, text) };
}

/** The tags of a line, or of the lines below it, in the words of the grammar of lines. */
function writtenTags(lines: ImageList, { digest, tags, line, lastLine }: ListEntry, text: string) {
  if (lastLine > line) return tagsBelow(lines, line, lastLine);
  const open = text.indexOf('[', text.indexOf(digest) + digest.length);
  const written = text.slice(open + 1).match(/"[^"]*"|'[^']*'|[^\s,\]]+/g) ?? [];
  return tags.map((tag, at) => ({ text: tag, line, quote: quoteOf(written[at] ?? '') }));
}

function tagsBelow(lines: ImageList, line: number, lastLine: number): Word[] {
  return lines.lines.slice(line, lastLine).flatMap((read, at) => {
    if (read.kind !== 'tag') return [];
    const own = line + 1 + at;
    return [
      { text: read.tag, line: own, quote: quoteOf(lineAt(lines, own).replace(/^ *- +/, '')) },
    ];
  });
}
