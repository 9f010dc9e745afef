/**
 * The known word that is meant, if one lies within two edits and no other does
 * as well; short words allow one edit.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const limit = word.length < 4 ? 1 : 2;
  const ranked = [...known]
    .map((candidate) => ({ candidate, edits: editDistance(word, candidate, limit) }))
    .filter(({ edits }) => edits <= limit)
    .toSorted((a, b) => a.edits - b.edits);
  const [best, second] = ranked;
  if (best === undefined || best.edits === second?.edits) return undefined;
  return best.candidate;
}

/** Insertions, deletions, replacements and swaps of neighbours; anything over the limit is Infinity. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return Infinity;
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) next.push(cell({ a, b, i, j, row, before, next }));
    before = row;
    row = next;
  }
  return row[b.length] ?? Infinity;
}

interface Cell {
  readonly a: string;
  readonly b: string;
  readonly i: number;
  readonly j: number;
  readonly row: readonly number[];
  readonly before: readonly number[];
  readonly next: readonly number[];
}

function cell({ a, b, i, j, row, before, next }: Cell): number {
  const at = (cells: readonly number[], index: number) => cells[index] ?? Infinity;
  const same = a[i - 1] === b[j - 1] ? 0 : 1;
  const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return Math.min(
    at(row, j) + 1,
    at(next, j - 1) + 1,
    at(row, j - 1) + same,
    swapped ? at(before, j - 2) + 1 : Infinity,
  );
}
