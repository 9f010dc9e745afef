/** GitHub refuses longer bodies of issues and comments, counted in UTF-16 code units. */
export const BODY_LIMIT = 65_536;

/** What we allow ourselves, so that a mark and a note still fit. */
const BUDGET = 60_000;

/**
 * Joins parts to one text that GitHub accepts. Parts that do not fit are left
 * out from the last optional one up, and a line says how many.
 */
export function fitted(
  parts: readonly { readonly text: string; readonly optional: boolean }[],
  budget = BUDGET,
): string {
  let room = Math.min(BUDGET, budget) - sum(parts.filter(({ optional }) => !optional));
  let left = 0;
  const kept = parts.filter(({ text, optional }) => {
    if (!optional) return true;
    if (text.length + 2 > room) {
      left += 1;
      return false;
    }
    room -= text.length + 2;
    return true;
  });
  const note =
    left === 0
      ? []
      : [
          `<sub>${left} folded ${left === 1 ? 'part' : 'parts'} left out: too long for GitHub</sub>`,
        ];
  const text = [...kept.map((part) => part.text), ...note].join('\n\n');
  return cut(text, Math.max(0, Math.min(BODY_LIMIT, budget) - CUT_NOTE));
}

/** What the note about a cut takes, and the marks around the text. */
const CUT_NOTE = 200;

/** Cuts a text to what GitHub accepts, never through the middle of a character. */
export function cut(text: string, limit = BODY_LIMIT - 100): string {
  if (text.length <= limit) return text;
  const end = /[\uD800-\uDBFF]/.test(text[limit - 1] ?? '') ? limit - 1 : limit;
  return `${text.slice(0, end)}\n\n… (cut: too long for GitHub)`;
}

function sum(parts: readonly { readonly text: string }[]): number {
  return parts.reduce((total, { text }) => total + text.length + 2, 0);
}
