/** One text for several, whatever they hold: two keys are equal only if all their parts are. */
export function keyOf(...parts: readonly (string | undefined)[]): string {
  return JSON.stringify(parts);
}

/** Keeps what is known of a key, and notes it where nothing is. */
export function noteFirst(known: Map<string, number>, key: string, line: number): void {
  if (!known.has(key)) known.set(key, line);
}
