/** A line of a body that its author wrote, with nothing quoted in it. */
export interface OwnLine {
  /** Counted from 1. */
  readonly line: number;
  readonly said: string;
  /** What is read of it, as `plainText` makes it. */
  readonly text: string;
  /** Somebody could see something else than what is read. */
  readonly isOdd: boolean;
  /**
   * What it is a part of, where it is no plain sentence: whoever writes a vote there
   * may speak of something else.
   */
  readonly inside: 'list' | 'table' | 'heading' | 'hidden' | undefined;
}

/** Written in place of a code span, so that what stands beside it is not taken for a sentence of its own. */
const CODE = ' code ';

/** Characters that nobody sees. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** An emoji may hold such characters. */
const IN_EMOJI = /(?<=\p{Extended_Pictographic})[\uFE0F\u200D]/gu;

/** A mark on a sign or a digit, which may strike it out, and controls. */
const MARKED = /[-+0-9‐‑‒–—−＋]\p{M}|(?!\t)\p{Cc}/u;

/** Pictures that say no beside whatever they stand. */
const NO = /[👎❌🚫⛔✖✗✘❎]/u;

export function ownLine(line: number, said: string, inside: OwnLine['inside']): OwnLine {
  return { line, said, inside, ...plainText(said) };
}

/**
 * A line in the form in which it is read: lower case, without accents, emphasis,
 * invisible characters and what is struck out; each code span is one word.
 */
function plainText(said: string): Pick<OwnLine, 'text' | 'isOdd'> {
  const seen = said
    .replace(IN_EMOJI, '')
    .replace(/\u00A0/g, ' ')
    .replace(/^\uFEFF/, '');
  const text = seen.replace(INVISIBLE, '');
  const isOdd = text.length < seen.length || MARKED.test(seen) || NO.test(seen);
  return { text: folded(withoutMarkup(text)), isOdd };
}

function withoutMarkup(text: string): string {
  return text
    .replace(/`+[^`]*`+/g, CODE)
    .replace(/~~[^~]*~~/g, ' ')
    .replace(/[*_]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Accents go, but not those that make “yes” of an “if”, nor the marks of Japanese letters. */
function folded(text: string): string {
  return text
    .replace(/(?<!\p{L})s[íì](?!\p{L})/giu, 'yes')
    .toLowerCase()
    .replace(/[‘’ʼ]/g, "'")
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/^si(?=[,.!])/, 'yes');
}
