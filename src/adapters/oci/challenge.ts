/** One way of logging in that a server offers in `WWW-Authenticate` (RFC 9110, 11.6.1). */
export interface Challenge {
  /** In lower case: `bearer`, `basic`. */
  readonly scheme: string;
  /** Keys in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** A parameter, or failing that a scheme: `realm="x"` must not be taken for a scheme named `realm`. */
const WORD =
  /[ \t,]*(?:(?<key>[A-Za-z0-9_-]+)[ \t]*=[ \t]*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<plain>[^\s,"]+))|(?<scheme>[A-Za-z][A-Za-z0-9-]*)(?=[ \t,]|$))/gy;

/**
 * Reads the challenges of one header, or of several of the kind.
 *
 * Reading ends at the first word that fits nowhere; what was understood until
 * then is handed back.
 */
export function parseChallenges(header: string | readonly string[] | undefined): Challenge[] {
  const text = typeof header === 'string' ? header : (header ?? []).join(', ');
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  for (const { scheme, key, quoted, plain } of wordsOf(text)) {
    if (scheme !== undefined) {
      challenges.push({ scheme: scheme.toLowerCase(), parameters: new Map() });
    } else if (key !== undefined) {
      const value = quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '';
      challenges.at(-1)?.parameters.set(key.toLowerCase(), value);
    }
  }
  return challenges;
}

function wordsOf(text: string): Readonly<Record<string, string | undefined>>[] {
  return Array.from(text.matchAll(WORD), ({ groups }) => groups ?? {});
}
