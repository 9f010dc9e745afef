/** How a text is written in YAML: in double quotes, in single quotes, or plain. */
export type Quote = '"' | "'" | '';

/**
 * Plain words that some reader of YAML takes for something else than text.
 * Sources: YAML 1.2.2 section 10.3.2 and the types null and bool of YAML 1.1;
 * `e3` is a number without its first digits to some readers of YAML 1.1.
 */
const RESERVED = /^(?:null|true|false|yes|no|on|off|y|n|e[0-9]+)$/i;

/** Letters first, or three numbers and more: never a number, a date or a time in either version. */
const SAFE_PLAIN = /^(?:[A-Za-z]|[0-9]+\.[0-9]+\.[0-9])[A-Za-z0-9._/-]*$/;

/** Whether every reader of YAML 1.1 and 1.2 takes a plain word for the text that it is. */
export function isSafePlain(word: string): boolean {
  return SAFE_PLAIN.test(word) && !RESERVED.test(word);
}

/**
 * Writes a text that needs no escapes: an image, a digest or a tag.
 *
 * Where the style is plain and the text would be read as a number (`1.10` is
 * 1.1, another image), a date or a truth value, it is quoted all the same.
 */
export function writeScalar(text: string, quote: Quote): string {
  const safe = quote === '' && !isSafePlain(text) ? '"' : quote;
  return `${safe}${text}${safe}`;
}

/** The quote that a written text begins with. */
export function quoteOf(text: string): Quote {
  const first = text[0];
  return first === '"' || first === "'" ? first : '';
}
