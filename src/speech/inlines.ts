import { closeBracket, openBracket } from './brackets.ts';
import type { Enclosure } from './enclosure.ts';
import type { Place } from './places.ts';
import { beginReading, doubt, pass, type Reading } from './reading.ts';
import { readTags } from './tags.ts';

/** Whatever may not be plain words, and where a line ends. */
const SPECIAL = new Uint8Array(128);
for (const char of '\\`<[]~\n') SPECIAL[char.charCodeAt(0)] = 1;

const NOT_PLAIN = /[\\`<[\]~]/;

/**
 * Tells of each line of a paragraph, counted from 0, where it begins: in inline code,
 * HTML, a link or what is struck out, or inside an element that stands open; undefined
 * where the author speaks. `whole`: it is known where all of the paragraph stands.
 *
 * Code and HTML are read as CommonMark does. What a link is may depend on definitions
 * elsewhere: every pair of brackets is taken for one, and where it makes a difference to
 * what follows whether it is one, all that follows is in doubt. Time grows with the
 * length of the text, whatever stands in it.
 */
export function placesIn(
  text: string,
  enclosure: Enclosure,
  whole: Place | undefined,
): (line: number) => Place | undefined {
  const around = whole ?? enclosure.place;
  if (!NOT_PLAIN.test(text)) return () => around;
  const reading = beginReading(text, enclosure);
  if (whole !== undefined) doubt(reading, -1, whole);
  for (let at = nextSpecial(text, 0); at < text.length; ) at = nextSpecial(text, step(reading, at));
  const placeOf = reading.places.finish();
  return (line) => placeOf(line) ?? reading.enclosed[line];
}

function nextSpecial(text: string, from: number): number {
  let at = from;
  while (at < text.length && SPECIAL[text.charCodeAt(at)] !== 1) at += 1;
  return at;
}

/** Reads what begins at a special character. @returns where to go on. */
function step(reading: Reading, at: number): number {
  const { text } = reading;
  switch (text[at]) {
    case '`':
      return readTicks(reading, at);
    case '<':
      return readAngled(reading, at);
    case '~':
      return readTildes(reading, at);
    case '[':
      return openBracket(reading, at);
    case ']':
      return closeBracket(reading, at);
    case '\\':
      return pass(reading, at, text[at + 1] === '\n' ? at + 1 : at + 2);
    default:
      return pass(reading, at, at + 1);
  }
}

function readTicks(reading: Reading, at: number): number {
  const { to, isCode } = reading.ticks(at);
  return pass(reading, at, to, isCode ? 'code' : undefined);
}

function readAngled(reading: Reading, at: number): number {
  // In doubt it only matters what may be hidden: tags.
  if (reading.isInDoubt && reading.text[at + 1] === '!') return at + 1;
  const found = reading.angled(at);
  if (found === undefined) return at + 1;
  if (found.isDoubtful) {
    doubt(reading, reading.line);
    return at + 1;
  }
  const tag = reading.text.slice(at, found.to);
  pass(reading, at, found.to, found.is);
  const isInForce = !reading.isInDoubt || !tag.startsWith('</');
  if (found.is === 'HTML' && isInForce) readTags(tag, reading.enclosure);
  return found.to;
}

/** One tilde or two strike out, up to as many that stand right behind a word. */
function readTildes(reading: Reading, at: number): number {
  const { text, line, struck, places } = reading;
  let to = at;
  while (text[to] === '~') to += 1;
  if (to - at > 2) return to;
  const opener = struck.get(to - at);
  if (opener === undefined && isWord(text[to])) struck.set(to - at, line);
  if (opener !== undefined && isWord(text[at - 1])) places.cover('strikethrough', opener, line);
  return to;
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && !/[ \t\n]/.test(char);
}
