/**
 * What one line of a list is, judged by itself.
 *
 * The grammar is stricter than YAML and never wider: whatever it reads, YAML
 * reads alike. Lines that it does not know are `other`.
 */
export type ListLine =
  | { readonly kind: 'blank' | 'comment' | 'document' | 'other' }
  | {
      readonly kind: 'name';
      readonly column: number;
      readonly keyColumn: number;
      readonly name: string;
    }
  | { readonly kind: 'dmap'; readonly column: number }
  | {
      readonly kind: 'entry';
      readonly column: number;
      readonly digest: string;
      /** Absent where the tags stand one to a line below. */
      readonly tags: readonly string[] | undefined;
      /** Whether digest and tag are known to be well-formed, so that nobody needs to look again. */
      readonly sound: boolean;
    }
  | { readonly kind: 'tag'; readonly column: number; readonly tag: string };

// Characters that end a line for one version of YAML and not for the other
// (U+0085, U+2028, U+2029), or that YAML forbids, are in no class of this grammar.
const COMMENT = String.raw`#[^\p{Cc}\p{Zl}\p{Zp}\p{Cs}\uFEFF]*`;
const END = ` *(?: ${COMMENT})?$`;
const QUOTED = String.raw`"([^"\\\p{Cc}\p{Zl}\p{Zp}\p{Cs}\uFEFF]*)"|'([^'\p{Cc}\p{Zl}\p{Zp}\p{Cs}\uFEFF]*)'`;

const ONLY_COMMENT = new RegExp(`^ *${COMMENT}$`, 'u');
const NAME = new RegExp(`^( *)-( +)name: +(?:${QUOTED}|([A-Za-z0-9][A-Za-z0-9._/-]*))${END}`, 'u');
const DMAP = new RegExp(`^( *)dmap:${END}`, 'u');
const LISTED_TAG = new RegExp(`^( *)- +(?:${QUOTED}|([A-Za-z0-9_][A-Za-z0-9._-]*))${END}`, 'u');
const ENTRY = new RegExp(
  `^( *)(?:${QUOTED}|([A-Za-z0-9_]+:[A-Za-z0-9]+)) *:(?: +\\[([^\\][#{}]*)\\])?${END}`,
  'u',
);
const FLOW_TAG = new RegExp(` *(?:${QUOTED}|([A-Za-z0-9_][A-Za-z0-9._-]*)) *(,|$)`, 'uy');

// The length is compared afterwards: a counted repetition is slower by half.
const STANDARD_KEY = /"sha256:[0-9a-f]+": \["/y;
const STANDARD_KEY_LENGTH = '"sha256:": ["'.length + 64;
const STANDARD_TAG = /[A-Za-z0-9_][A-Za-z0-9._-]*"\]/y;
const LONGEST_TAG = 128;
/** A safe part of the 1,024 characters that YAML allows a key on one line. */
const LONGEST_KEY = 255;
const OTHER = { kind: 'other' } as const;

/**
 * Reads the line of a text between two offsets, without line feed and carriage return.
 *
 * Takes offsets and not a line, because cutting lines out before looking at
 * them took longer than reading them.
 */
export function readLine(text: string, start: number, end: number): ListLine {
  let first = start;
  while (first < end && text.charCodeAt(first) === 0x20) first += 1;
  if (first === end) return { kind: 'blank' };
  return (
    standardEntry(text, { start, first, end }) ??
    readByPattern(text.slice(start, end), first - start)
  );
}

/**
 * The line that nearly all lines are: `"sha256:…": ["tag"]`.
 *
 * Two patterns held to their place in the text, because one pattern with
 * groups took most of the time of an edit of a list with twelve thousand digests.
 */
function standardEntry(
  text: string,
  { start, first, end }: { start: number; first: number; end: number },
): ListLine | undefined {
  STANDARD_KEY.lastIndex = first;
  if (!STANDARD_KEY.test(text) || STANDARD_KEY.lastIndex !== first + STANDARD_KEY_LENGTH)
    return undefined;
  const tagStart = STANDARD_KEY.lastIndex;
  STANDARD_TAG.lastIndex = tagStart;
  if (!STANDARD_TAG.test(text) || STANDARD_TAG.lastIndex !== end) return undefined;
  if (end - tagStart > LONGEST_TAG + '"]'.length) return undefined;
  const digest = text.slice(first + 1, tagStart - '": ["'.length);
  const tags = [text.slice(tagStart, end - '"]'.length)];
  return { kind: 'entry', column: first - start, digest, tags, sound: true };
}

function readByPattern(text: string, column: number): ListLine {
  switch (text[column]) {
    case '#':
      return ONLY_COMMENT.test(text) ? { kind: 'comment' } : OTHER;
    case '-':
      return readDash(text, column);
    default:
      return DMAP.test(text) ? { kind: 'dmap', column } : readEntry(text, column);
  }
}

function readEntry(text: string, column: number): ListLine {
  const [, , double, single, plain, flow] = ENTRY.exec(text) ?? [];
  const digest = double ?? single ?? plain;
  if (digest === undefined || digest.length > LONGEST_KEY) return OTHER;
  const tags = flow === undefined ? undefined : readFlowTags(flow);
  if (flow !== undefined && tags === undefined) return OTHER;
  return { kind: 'entry', column, digest, tags, sound: false };
}

function readDash(text: string, column: number): ListLine {
  if (text === '---') return { kind: 'document' };
  const [, , gap, ...names] = NAME.exec(text) ?? [];
  const name = names.find((found) => found !== undefined);
  if (name !== undefined && gap !== undefined)
    return { kind: 'name', column, keyColumn: column + 1 + gap.length, name };
  const [, , double, single, plain] = LISTED_TAG.exec(text) ?? [];
  const tag = double ?? single ?? (plain === undefined ? undefined : plainText(plain));
  return tag === undefined ? OTHER : { kind: 'tag', column, tag };
}

/** The tags between the brackets, or undefined where they are not a plain row of texts. */
function readFlowTags(flow: string): string[] | undefined {
  const tags: string[] = [];
  if (flow.trim() === '') return tags;
  FLOW_TAG.lastIndex = 0;
  for (;;) {
    const [, double, single, plain, after] = FLOW_TAG.exec(flow) ?? [];
    const tag = double ?? single ?? (plain === undefined ? undefined : plainText(plain));
    if (tag === undefined) return undefined;
    tags.push(tag);
    if (after === '') return tags;
  }
}

/** A plain null is no text: the promoter reads it as the empty tag. */
function plainText(plain: string): string {
  return /^(?:null|Null|NULL)$/.test(plain) ? '' : plain;
}
