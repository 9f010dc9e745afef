/** What became of the lines of a text in another version of it. Lines count from 1. */
export interface Alignment {
  /** Old lines that the new text has no longer, or not as often. */
  readonly lost: readonly number[];
  /** Old lines that stand on another side of their neighbours, as few as explain it, by their new line. */
  readonly moved: readonly number[];
  /** The new line of an old one, or of the nearest one above that is still there; 1 at the top. */
  nearest(line: number): number;
}

/**
 * Compares two texts line by line.
 *
 * The order is judged by lines that occur once in either text: of blank lines and
 * the like nobody can say which one is which. Takes n log n for n lines.
 *
 * @param passedOver old lines of which nothing is to be told.
 */
export function aligned(
  before: readonly string[],
  after: readonly string[],
  passedOver: ReadonlySet<number>,
): Alignment {
  const news = numbersByText(after);
  const pairs: Pair[] = [];
  const lost: number[] = [];
  for (const [text, old] of numbersByText(before, passedOver)) {
    const now = news.get(text) ?? [];
    lost.push(...old.slice(now.length));
    const [oldLine, newLine] = [old[0], now[0]];
    if (old.length === 1 && now.length === 1 && oldLine !== undefined && newLine !== undefined)
      pairs.push({ old: oldLine, now: newLine });
  }
  pairs.sort((a, b) => a.old - b.old);
  const kept = longestRise(pairs);
  const inPlace = new Set(kept);
  const moved = pairs.filter((pair) => !inPlace.has(pair)).map(({ now }) => now);
  return {
    lost: lost.toSorted((a, b) => a - b),
    moved: moved.toSorted((a, b) => a - b),
    nearest: (line) => kept.findLast(({ old }) => old <= line)?.now ?? 1,
  };
}

/** A line that is in both texts. */
interface Pair {
  readonly old: number;
  readonly now: number;
}

function numbersByText(
  lines: readonly string[],
  passedOver: ReadonlySet<number> = new Set(),
): Map<string, number[]> {
  const numbers = new Map<string, number[]>();
  for (const [index, text] of lines.entries()) {
    if (passedOver.has(index + 1)) continue;
    const known = numbers.get(text);
    if (known === undefined) numbers.set(text, [index + 1]);
    else known.push(index + 1);
  }
  return numbers;
}

/** The most pairs that stand in the same order in both texts, by patience sorting. */
function longestRise(pairs: readonly Pair[]): Pair[] {
  const tails: Link[] = [];
  for (const pair of pairs) {
    const at = firstNotBelow(tails, pair.now);
    tails[at] = { pair, before: tails[at - 1] };
  }
  const rise: Pair[] = [];
  for (let link: Link | undefined = tails.at(-1); link !== undefined; link = link.before)
    rise.push(link.pair);
  return rise.reverse();
}

interface Link {
  readonly pair: Pair;
  readonly before: Link | undefined;
}

function firstNotBelow(tails: readonly Link[], now: number): number {
  let [low, high] = [0, tails.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tails[middle]?.pair.now ?? 0) < now) low = middle + 1;
    else high = middle;
  }
  return low;
}
