import type { Obstacle } from '../../speech/look-alikes.ts';

const IN_WORDS: Readonly<Record<string, string>> = {
  quote: 'it stands in a quote',
  list: 'it stands in a list',
  footnote: 'it stands in a footnote',
  table: 'it stands in a table',
  heading: 'it is a heading',
  code: 'it stands in code',
  HTML: 'it stands in HTML',
  'HTML comment': 'it stands in an HTML comment',
  link: 'it stands in a link, or between square brackets',
  'link definition': 'it stands in or behind the definition of a link',
  strikethrough: 'it is struck out',
  doubt: 'readers of Markdown differ about what stands before it',
  indented: 'more than three blanks stand before it',
  'other slash': 'its slash is another character that looks like one',
  'not first': 'something stands before it in its line',
  'word goes on': 'neither a blank nor the end of the line follows the word',
};

/** Why a line is no command, for people. */
export function obstacleInWords(obstacle: Obstacle): string {
  return IN_WORDS[obstacle] ?? `it stands inside of ${obstacle}`;
}

const NO_PLACES: readonly Obstacle[] = ['indented', 'other slash', 'not first', 'word goes on'];

/** Where it stands, if that is why. */
export function placeOf(obstacle: Obstacle): { readonly place?: string } {
  return NO_PLACES.includes(obstacle) ? {} : { place: obstacle };
}
