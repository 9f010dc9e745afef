import { type Instant, toInstant } from '../../domain/time.ts';

/** One page of a list, as Octokit gives it. */
interface Page<T> {
  readonly data: readonly T[];
  readonly headers: { readonly link?: string | undefined };
}

/**
 * Everything of a list whose pages are numbered, each thing once: where something
 * is added before the place that is being read, the next page repeats some.
 */
export async function everyPage<T>(
  read: (page: number) => Promise<Page<T>>,
  nameOf: (thing: T) => number | string,
): Promise<readonly T[]> {
  const found = new Map<number | string, T>();
  for (let page = 1; ; page += 1) {
    const answer = await read(page);
    for (const thing of answer.data) found.set(nameOf(thing), thing);
    if (!hasMore(answer)) return [...found.values()];
  }
}

interface Changeable {
  readonly id: number;
  readonly updated_at: string;
}

/**
 * Everything that changed since a moment, in the order of its last change, each
 * thing once and as it was read last.
 *
 * Whatever changes while the list is read moves to its end, and everything behind
 * moves up, so that numbered pages would skip some. Hence each page begins where
 * the one before ended in time; they are numbered only within one moment.
 */
export async function everyChange<T extends Changeable>(
  since: Instant,
  read: (from: { readonly since: Instant; readonly page: number }) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const found = new Map<number, T>();
  let from = { since, page: 1 };
  for (;;) {
    const answer = await read(from);
    for (const thing of answer.data) {
      // A map lists what was put in last at its end.
      found.delete(thing.id);
      found.set(thing.id, thing);
    }
    const last = answer.data.at(-1);
    if (last === undefined || !hasMore(answer)) return [...found.values()];
    const reached = toInstant(last.updated_at);
    from = reached > from.since ? { since: reached, page: 1 } : { ...from, page: from.page + 1 };
  }
}

function hasMore({ headers }: Page<unknown>): boolean {
  return /\brel="next"/.test(headers.link ?? '');
}
