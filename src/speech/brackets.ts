import { tailEnd } from './link-tails.ts';
import { doubt, lineAt, type Reading } from './reading.ts';

/** @returns where to go on. */
export function openBracket(reading: Reading, at: number): number {
  if (isInAddress(reading, at)) doubt(reading, reading.tail?.line ?? reading.line);
  reading.brackets.push(reading.line);
  return at + 1;
}

/** @returns where to go on: behind the bracket, since the address may be none. */
export function closeBracket(reading: Reading, at: number): number {
  const { text, line, brackets, places } = reading;
  if (isInAddress(reading, at)) doubt(reading, reading.tail?.line ?? line);
  const opener = brackets.pop();
  if (opener === undefined) return at + 1;
  places.cover('link', opener, line);
  if (reading.isInDoubt) return at + 1;
  const to = tailEnd(text, at + 1);
  if (to === 'too deep') doubt(reading, line);
  else if (to !== undefined) followTail(reading, at + 1, to);
  return at + 1;
}

function followTail(reading: Reading, from: number, to: number): void {
  const { line, places } = reading;
  reading.tail = { line, from, to };
  places.cover('link', line, lineAt(reading, to));
}

/** In an address brackets open and close nothing, if it is one; in a name there are none. */
function isInAddress({ text, tail, isInDoubt }: Reading, at: number): boolean {
  return !isInDoubt && tail !== undefined && at < tail.to && text[tail.from] === '(';
}
