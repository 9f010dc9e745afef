import type { Choice } from '../reading.ts';

/**
 * A number in a line that may be meant as a vote.
 *
 * `vote`: exactly +1, 0 or -1. `bare`: a 0 or 1 without a sign. `look-alike`: +1 or the
 * like in other characters, or with too many signs. `fraction` and `number`: something
 * else than the three. What is part of a word, a phone number, a version or a quantity
 * is none of these and is left out.
 */
export interface NumberSaid {
  readonly is: 'vote' | 'bare' | 'look-alike' | 'fraction' | 'number';
  /** What it says, or may be meant to say. */
  readonly choice: Choice | undefined;
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

/** Signs that mail programs, phones and keyboards make of a minus: they are as good as one. */
const MINUS = '-‐‑‒–−';

/** Signs in front of a number; one blank may follow. */
const SIGNED =
  /([-+‐‑‒–—―−﹢﹣＋－±∓➕➖⁺⁻]+)( ?)(\p{N}+|(?=[.,]\p{N}))((?:[.,'’]\p{N}+)*)|(?<![\p{L}\p{N}.,:/=#$€£-])([01])(?![\p{L}\p{N}%°:/=]|[.,]\p{N}|[.)]\s+\S)/gu;

/** What may stand right before a sign. */
const BEFORE =
  /[\s([{"'“”‘’«»„>,;:!?.…|>\]）」』、。，！？：]|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|\p{Extended_Pictographic}/u;

/** A phone number goes on with digits, and what stands between them. */
const PHONE = /[\d ().\-/]{0,24}/y;

/** Numbers of a line beyond these are not looked at: nobody votes there. */
const MOST = 24;

export function numbersIn(text: string): readonly NumberSaid[] {
  const found: NumberSaid[] = [];
  for (const match of text.matchAll(SIGNED)) {
    if (found.length >= MOST) return found;
    const number = numberIn(match, text);
    if (number !== undefined) found.push(number);
  }
  return found;
}

function numberIn(match: RegExpExecArray, text: string): NumberSaid | undefined {
  const [all, signs, gap = '', digits = '', groups = '', bare] = match;
  const place = { from: match.index, to: match.index + all.length };
  if (bare !== undefined) return bareNumber(bare, place);
  if (signs === undefined || !standsAlone(text, place)) return undefined;
  const number = classify({ signs, gap, digits, groups, behind: text.slice(place.to) });
  return number === undefined ? undefined : { ...number, ...place, value: all };
}

interface Place {
  readonly from: number;
  readonly to: number;
}

function bareNumber(bare: string, place: Place): NumberSaid {
  return { is: 'bare', choice: bare === '0' ? '0' : '+1', value: bare, ...place };
}

/** Whether nothing before or behind makes it a part of something longer. */
function standsAlone(text: string, { from, to }: Place): boolean {
  const before = [...text.slice(Math.max(0, from - 2), from)].at(-1);
  if (before !== undefined && !BEFORE.test(before)) return false;
  PHONE.lastIndex = from + 1;
  const [phone = ''] = PHONE.exec(text) ?? [];
  if (phone.replace(/\D/g, '').length >= 7) return false;
  return !/^(?:%|°|[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}_]|['’]\p{L}|[-./:]\d|\/[-+]|-\p{L})/u.test(
    text.slice(to, to + 3),
  );
}

interface Written {
  readonly signs: string;
  readonly gap: string;
  readonly digits: string;
  readonly groups: string;
  readonly behind: string;
}

type Classified = Pick<NumberSaid, 'is' | 'choice'>;

function classify(written: Written): Classified | undefined {
  const { signs, gap, digits, groups } = written;
  const isPlain = signs === '+' || (signs.length === 1 && MINUS.includes(signs));
  if (groups !== '') return isPlain ? withGroups(digits, groups) : undefined;
  if (digits === '1' || digits === '0') return oneOrNought(written, isPlain);
  return gap === '' ? otherNumber(signs, digits) : undefined;
}

function oneOrNought(
  { signs, gap, digits, behind }: Written,
  isPlain: boolean,
): Classified | undefined {
  const choice = choiceOf(signs, digits);
  if (gap === '') return { is: isPlain ? 'vote' : 'look-alike', choice };
  return standsApart(behind) ? { is: 'look-alike', choice } : undefined;
}

function otherNumber(signs: string, digits: string): Classified | undefined {
  if (/^[0-9]+$/.test(digits)) return { is: 'number', choice: undefined };
  const isLikeOne = /^[1１١۱१一½⅓¼¾0０¹₁①⑴⒈❶]/u.test(digits);
  return isLikeOne ? { is: 'look-alike', choice: choiceOf(signs, digits) } : undefined;
}

/** “- 1 issue” is an item of a list, and “+ 1 more” a sum: only a vote by itself may be meant. */
function standsApart(behind: string): boolean {
  return /^\s*(?:$|[.,!;(（])/u.test(behind);
}

/** `1.5`, `0,9`; with more groups, or three digits behind a comma, it is a version or a quantity. */
function withGroups(digits: string, groups: string): Classified | undefined {
  const [, mark = '', decimals = ''] = /^([.,'’])(\p{N}+)$/u.exec(groups) ?? [];
  if (decimals === '' || !/[.,]/.test(mark)) return undefined;
  if (mark === ',' && decimals.length === 3) return undefined;
  return { is: Number(`${digits}.${decimals}`) <= 1 ? 'fraction' : 'number', choice: undefined };
}

function choiceOf(signs: string, digits: string): Choice {
  if (/^[0０]+$/.test(digits)) return '0';
  return /[+＋﹢➕⁺±∓]/u.test(signs) ? '+1' : '-1';
}
