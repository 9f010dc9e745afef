/** Where a line stands that its author does not say as a sentence of its own. */
export type Place =
  | 'quote'
  | 'list'
  | 'footnote'
  | 'table'
  | 'heading'
  | 'code'
  | 'HTML'
  | 'HTML comment'
  | 'link'
  | 'link definition'
  | 'strikethrough'
  /** Behind something that readers of Markdown understand differently. */
  | 'doubt'
  /** Inside of an HTML element whose end tag has not come yet. */
  | `<${string}>`;

/** Collects where the lines of a paragraph stand, in time that grows with their number. */
export class LinePlaces {
  readonly #lines: number;
  readonly #changes = new Map<Place, Int32Array>();

  constructor(lines: number) {
    this.#lines = lines;
  }

  /** Every line that begins behind line `from`, up to and with line `to` where there are so many, stands there; counted from 0. */
  cover(place: Place, from: number, to: number): void {
    if (from >= to) return;
    const end = Math.min(to + 1, this.#lines);
    const known = this.#changes.get(place);
    const changes = known ?? new Int32Array(this.#lines + 1);
    if (known === undefined) this.#changes.set(place, changes);
    changes[from + 1] = (changes[from + 1] ?? 0) + 1;
    changes[end] = (changes[end] ?? 0) - 1;
  }

  /** Where each line stands, once everything is covered; undefined for one that stands for itself. */
  finish(): (line: number) => Place | undefined {
    const depths = [...this.#changes].map(([place, changes]) => ({
      place,
      depth: summed(changes),
    }));
    return (line) => depths.find(({ depth }) => (depth[line] ?? 0) > 0)?.place;
  }
}

function summed(changes: Int32Array): Int32Array {
  let sum = 0;
  return changes.map((change) => {
    sum += change;
    return sum;
  });
}
