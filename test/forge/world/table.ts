interface Version<T> {
  readonly at: number;
  /** Undefined once it was deleted. */
  readonly value: T | undefined;
}

/** What a table needs from its surroundings. */
export interface TableHooks {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onChange: () => void;
}

/** How long a former version can still be read, in milliseconds. */
export const TABLE_MEMORY = 600_000;

/**
 * Things of one kind by their number, in the order in which they were made.
 *
 * Things are never changed but replaced, and what they were is kept for a
 * while, so that a read can be served as it would have been moments ago.
 */
export class Table<T extends { readonly id: number }> {
  readonly #hooks: TableHooks;
  readonly #groupOf: (value: T) => string;
  readonly #versions = new Map<number, Version<T>[]>();
  readonly #groups = new Map<string, Set<number>>();

  /** `groupOf` names the group a thing stays in for its whole life, such as its repository. */
  constructor(hooks: TableHooks, groupOf: (value: T) => string = () => '') {
    this.#hooks = hooks;
    this.#groupOf = groupOf;
  }

  get(id: number, asOf?: number): T | undefined {
    const versions = this.#versions.get(id) ?? [];
    if (asOf === undefined) return versions.at(-1)?.value;
    return versions.findLast(({ at }) => at <= asOf)?.value;
  }

  /** The things of one group, oldest first. */
  in(group: string | number, asOf?: number): T[] {
    const ids = this.#groups.get(String(group)) ?? [];
    return Array.from(ids, (id) => this.get(id, asOf)).filter((value) => value !== undefined);
  }

  all(asOf?: number): T[] {
    return Array.from(this.#versions.keys(), (id) => this.get(id, asOf)).filter(
      (value) => value !== undefined,
    );
  }

  /** Stores a thing, new or in place of the one with the same number, and answers it. */
  put(value: T): T {
    const group = this.#groupOf(value);
    const members = this.#groups.get(group) ?? new Set();
    this.#groups.set(group, members.add(value.id));
    this.#append(value.id, value);
    return value;
  }

  delete(id: number): void {
    this.#append(id, undefined);
  }

  #append(id: number, value: T | undefined): void {
    const at = this.#hooks.now();
    const versions = this.#versions.get(id) ?? [];
    const oldest = versions.findLastIndex((version) => version.at < at - TABLE_MEMORY);
    // Of what is stored within one millisecond only the last can be asked for.
    const kept = versions.slice(Math.max(oldest, 0)).filter((version) => version.at !== at);
    this.#versions.set(id, [...kept, { at, value }]);
    this.#hooks.onChange();
  }
}
