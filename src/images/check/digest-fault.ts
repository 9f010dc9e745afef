const PREFIX = 'sha256:';
const DIGITS = 64;

/** What keeps a text from being a digest, as a clause; for people who copied one wrongly. */
export function digestFault(text: string): string {
  const colon = text.indexOf(':');
  const prefix = text.slice(0, colon + 1);
  const rest = text.slice(colon + 1);
  if (text.trim() !== text) return 'there are blanks around it';
  if (prefix === '') return `it does not begin with "${PREFIX}"`;
  if (prefix !== PREFIX)
    return prefix.length > PREFIX.length + 1
      ? `it does not begin with "${PREFIX}"`
      : `it begins with "${prefix}", not with "${PREFIX}"`;
  if (/^[0-9a-fA-F]*$/.test(rest) && rest.length !== DIGITS)
    return `it has ${rest.length} hex digits, not ${DIGITS}`;
  if (/[A-F]/.test(rest)) return 'its hex digits are written in capitals';
  return 'it has characters that are no hex digits';
}
