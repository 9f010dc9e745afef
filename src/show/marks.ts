/**
 * Marks by which we find our own writing again. They hold ids only: whoever
 * copies one gains nothing, because a mark counts only in what the App wrote.
 */

/** The mark of a release's effect, at the top of every comment and issue that it makes. */
export function effectMark(effect: string): string {
  return `<!-- ringmaster:effect=${effect} -->`;
}

/** The same of an effect that belongs to a repository and to none of its releases. */
export function siteMark(effect: string): string {
  return `<!-- ringmaster:answer=${effect} -->`;
}

/** How the mark of any release's effect begins. */
export const EFFECT = '<!-- ringmaster:effect=';

/** The effect of a release that a text was written by; undefined where it bears no such mark. */
export function effectIn(text: string): string | undefined {
  return text.startsWith(EFFECT) ? text.slice(EFFECT.length, text.indexOf(' -->')) : undefined;
}

const BEGIN = '<!-- ringmaster:begin -->';
const END = '<!-- ringmaster:end -->';

/** A managed block: what stands between its marks is ours and is written anew. */
export function managed(block: string): string {
  return `${BEGIN}\n${block}\n${END}`;
}

/**
 * Puts our block into a text that people may have edited: in place of the old
 * one, or first where there is none or it was broken. Their words are kept.
 */
export function withManaged(text: string, block: string): string {
  const begin = text.indexOf(BEGIN);
  const end = begin < 0 ? -1 : text.indexOf(END, begin);
  const doubled = begin >= 0 && text.indexOf(BEGIN, begin + 1) >= 0;
  if (end < 0 || doubled) return join(managed(block), withoutMarks(text));
  return text.slice(0, begin) + managed(block) + text.slice(end + END.length);
}

function withoutMarks(text: string): string {
  return text.replaceAll(BEGIN, '').replaceAll(END, '').trim();
}

function join(block: string, rest: string): string {
  return rest === '' ? block : `${block}\n\n${rest}`;
}
