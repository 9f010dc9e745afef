declare global {
  interface JSON {
    /** A number, or another plain value, that is written letter for letter as it was read. */
    rawJSON(text: string): unknown;
  }
}

/** What a reviver is told of a plain value beside the value itself. */
interface Context {
  readonly source?: string;
}

/**
 * Reads JSON without rounding: numbers that ours cannot hold are kept as they are
 * written, and `JSON.stringify` writes them so again. Ids of GitHub's deliveries
 * may be such numbers.
 */
export function parseExactly(text: string): unknown {
  return JSON.parse(text, (_, value: unknown, { source }: Context = {}) =>
    typeof value === 'number' && source !== undefined && String(value) !== source
      ? JSON.rawJSON(source)
      : value,
  );
}
