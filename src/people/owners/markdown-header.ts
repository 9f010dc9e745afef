/** In UTF-16 units; what stands below is text for people. */
export const LONGEST_HEADER = 65_536;

/** The YAML between two lines of three hyphens at a text's very beginning. */
export function markdownHeader(text: string): string | undefined {
  const start = text.slice(0, LONGEST_HEADER);
  if (!start.startsWith('---\n') && !start.startsWith('---\r\n')) return undefined;
  const from = start.indexOf('\n') + 1;
  const to = start.indexOf('\n---', from - 1);
  return to < 0 ? undefined : start.slice(from, to + 1);
}
