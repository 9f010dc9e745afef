/** One ref that was made, moved or deleted; undefined stands for "not there". */
export interface RefChange {
  readonly name: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

interface Recorded extends RefChange {
  readonly at: number;
}

/** How far back in time refs can be read, in milliseconds. */
export const REF_MEMORY = 600_000;

/**
 * The refs of one repository as its folder has them, kept in memory so that
 * reading costs no process, with a short past for reads that are served stale.
 */
export class Refs {
  readonly #current = new Map<string, string>();
  readonly #past: Recorded[] = [];

  get(name: string, asOf?: number): string | undefined {
    if (asOf === undefined) return this.#current.get(name);
    const firstSince = this.#past.find((change) => change.at > asOf && change.name === name);
    return firstSince === undefined ? this.#current.get(name) : firstSince.from;
  }

  /** Every ref whose name begins with a prefix, by name, with the object it points to. */
  matching(prefix: string, asOf?: number): (readonly [name: string, oid: string])[] {
    const gone = asOf === undefined ? [] : this.#past.map(({ name }) => name);
    return [...new Set([...this.#current.keys(), ...gone])]
      .filter((name) => name.startsWith(prefix))
      .sort()
      .flatMap((name) => {
        const oid = this.get(name, asOf);
        return oid === undefined ? [] : [[name, oid] as const];
      });
  }

  /** Takes over changes that have happened in the folder. */
  record(changes: readonly RefChange[], at: number): void {
    for (const change of changes) {
      if (change.to === undefined) this.#current.delete(change.name);
      else this.#current.set(change.name, change.to);
      this.#past.push({ ...change, at });
    }
    const kept = this.#past.findIndex((change) => change.at >= at - REF_MEMORY);
    this.#past.splice(0, Math.max(kept, 0));
  }

  /** What changes these refs into those, by name. */
  changesTo(wanted: ReadonlyMap<string, string>): RefChange[] {
    const names = [...new Set([...this.#current.keys(), ...wanted.keys()])].sort();
    return names
      .map((name) => ({ name, from: this.#current.get(name), to: wanted.get(name) }))
      .filter(({ from, to }) => from !== to);
  }
}
