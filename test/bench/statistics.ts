/** The middle of several measurements, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/** @throws RangeError where nothing was measured. */
export function spread(values: readonly number[]): Spread {
  return {
    median: quantile(values, 0.5),
    lowest: quantile(values, 0),
    highest: quantile(values, 1),
  };
}

/** The value below which that part of all values lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
  if (found === undefined) throw new RangeError('nothing was measured');
  return found;
}

/** A number with so many digits that they say something. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** `0.85 (0.80–0.91)`. */
export function display({ median, lowest, highest }: Spread): string {
  return `${rounded(median)} (${rounded(lowest)}–${rounded(highest)})`;
}
