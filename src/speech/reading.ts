import type { Enclosure } from './enclosure.ts';
import { type Angled, angledReader } from './inline-html.ts';
import { LinePlaces, type Place } from './places.ts';
import { type Ticks, tickReader } from './ticks.ts';

/** How far a paragraph is read, and what was found in it. Lines are counted from 0. */
export interface Reading {
  readonly text: string;
  readonly places: LinePlaces;
  readonly enclosure: Enclosure;
  /** For each line begun so far, the place of the element in which it begins. */
  readonly enclosed: (Place | undefined)[];
  readonly angled: (at: number) => Angled | undefined;
  readonly ticks: (at: number) => Ticks;
  /** The lines of the opening brackets that have no partner yet. */
  readonly brackets: number[];
  /** By the number of tildes, the line of the first that may strike out what follows. */
  readonly struck: Map<number, number>;
  /** The address or name that belongs to a link, if what stands before it is one. */
  tail: { readonly line: number; readonly from: number; readonly to: number } | undefined;
  line: number;
  /** Where that line ends; infinity for the last one. */
  lineEnd: number;
  isInDoubt: boolean;
}

export function beginReading(text: string, enclosure: Enclosure): Reading {
  return {
    text,
    places: new LinePlaces(lineCount(text)),
    enclosure,
    enclosed: [enclosure.place],
    angled: angledReader(text),
    ticks: tickReader(text),
    brackets: [],
    struck: new Map(),
    tail: undefined,
    line: 0,
    lineEnd: lineEndFrom(text, 0),
    isInDoubt: false,
  };
}

/** Passes over something that belongs together. @returns where it ends. */
export function pass(reading: Reading, from: number, to: number, place?: Place): number {
  const { tail, line } = reading;
  if (tail !== undefined && from < tail.to && to > tail.to) doubt(reading, tail.line);
  while (reading.lineEnd < to) {
    reading.line += 1;
    reading.lineEnd = lineEndFrom(reading.text, reading.lineEnd + 1);
    reading.enclosed.push(reading.enclosure.place);
  }
  if (place !== undefined) reading.places.cover(place, line, reading.line);
  return to;
}

function lineCount(text: string): number {
  let lines = 1;
  for (let end = lineEndFrom(text, 0); end < text.length; end = lineEndFrom(text, end + 1))
    lines += 1;
  return lines;
}

/** The line in which a position lies that stands behind what was read so far. */
export function lineAt({ text, line, lineEnd }: Reading, to: number): number {
  let found = line;
  for (let end = lineEnd; end < to; end = lineEndFrom(text, end + 1)) found += 1;
  return found;
}

function lineEndFrom(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

/**
 * Nobody can tell what the lines behind this one are, nor whether a bracket or tilde
 * before it has its partner there.
 */
export function doubt(reading: Reading, line: number, place: Place = 'doubt'): void {
  const { brackets, struck, places } = reading;
  if (reading.isInDoubt) return;
  reading.isInDoubt = true;
  const from = Math.min(line, brackets[0] ?? line, ...struck.values());
  places.cover(place, from, Number.POSITIVE_INFINITY);
}
