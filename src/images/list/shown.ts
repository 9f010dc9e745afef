/** Texts of a list may be as long as its author likes; messages are not. */
const LONGEST = 80;

/** Somebody else's text in quotes for a message, cut where it is long. */
export function shown(text: string): string {
  return `"${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}"`;
}
