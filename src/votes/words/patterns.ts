import { ENGLISH } from './english.ts';
import { FRENCH } from './french.ts';
import { GERMAN } from './german.ts';
import { JAPANESE } from './japanese.ts';
import type { Language } from './language.ts';
import { OTHERS } from './others.ts';
import { SPANISH } from './spanish.ts';

export type Role = keyof Language;

/** People write in whatever language they like, and mix them: all are known at once. */
const LANGUAGES = [ENGLISH, GERMAN, FRENCH, SPANISH, JAPANESE, OTHERS];

/** Scripts that are written without blanks between words. */
const TIGHT = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}→]/u;

/** The phrases of a role as one pattern of plain words, the longest first. */
function alternatives(roles: readonly Role[]): string {
  const phrases = roles.flatMap((role) => LANGUAGES.flatMap((language) => language[role] ?? []));
  const [tight, loose] = [true, false].map((isTight) =>
    [...new Set(phrases)]
      .filter((phrase) => TIGHT.test(phrase) === isTight)
      .toSorted((a, b) => b.length - a.length)
      .map(escaped)
      .join('|'),
  );
  return `(?:${tight}|(?<![\\p{L}\\p{N}])(?:${loose})(?![\\p{L}\\p{N}]))`.replace('(?:|', '(?:');
}

function escaped(phrase: string): string {
  return phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Finds a phrase of these roles anywhere. The text is plain, as `plainText` makes it. */
export function anywhere(...roles: readonly Role[]): RegExp {
  return new RegExp(alternatives(roles), 'u');
}

/** The same, all of them one after the other. */
export function everywhere(...roles: readonly Role[]): RegExp {
  return new RegExp(alternatives(roles), 'gu');
}

/** What stands between words and changes nothing: blanks, commas, quotes, pictures. */
const BETWEEN = /[^\p{L}\p{N}+\-?]*/uy;

/** Reads phrases of certain roles from where a text begins. */
export function reader(...roles: readonly Role[]): (text: string, from?: number) => number {
  const phrase = new RegExp(alternatives(roles), 'uy');
  return (text, from = 0) => {
    for (let at = from; ; at = phrase.lastIndex) {
      BETWEEN.lastIndex = at;
      BETWEEN.test(text);
      phrase.lastIndex = BETWEEN.lastIndex;
      if (!phrase.test(text)) return BETWEEN.lastIndex;
    }
  };
}
