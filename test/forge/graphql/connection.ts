import { z } from 'zod';
import { Refusal } from '../access/refusal.ts';
import { type Args, type Node, readArgs } from './node.ts';

const LARGEST = 100;
const BOUNDS = z.object({
  first: z.number().nullish(),
  last: z.number().nullish(),
  after: z.string().nullish(),
  before: z.string().nullish(),
});

type Bounds = z.infer<typeof BOUNDS>;

/** A list that is to be shown page by page. */
export interface Listing<T> {
  /** The field's name, for what GitHub says when it is asked wrongly. */
  readonly name: string;
  readonly items: readonly T[];
  /** What tells an item from all others for as long as the list lives. */
  readonly keyOf: (item: T) => string | number;
  readonly show: (item: T) => unknown;
}

/**
 * One page of a list.
 * @throws Refusal without `first` or `last`, or with more than 100 of them.
 */
export function connection<T>({ name, items, keyOf, show }: Listing<T>, args: Args): Node {
  const bounds = readArgs(args, BOUNDS);
  checkBounds(name, bounds);
  const cursors = items.map((item) => cursorOf(keyOf(item)));
  const [from, to] = windowOf(cursors, bounds);
  const page = items.slice(from, to);
  return {
    totalCount: items.length,
    nodes: () => page.map(show),
    edges: () => page.map((item) => ({ cursor: cursorOf(keyOf(item)), node: () => show(item) })),
    pageInfo: {
      hasNextPage: to < items.length,
      hasPreviousPage: from > 0,
      startCursor: cursors.slice(from, to).at(0) ?? null,
      endCursor: cursors.slice(from, to).at(-1) ?? null,
    },
  };
}

/** Where a page begins and ends; a cursor that is gone does not bound it. */
function windowOf(cursors: readonly string[], { first, last, after, before }: Bounds) {
  const begin = cursors.indexOf(after ?? '') + 1;
  const found = cursors.indexOf(before ?? '');
  const end = found < 0 ? cursors.length : found;
  const from = last == null ? begin : Math.max(begin, end - last);
  const to = first == null ? end : Math.min(end, begin + first);
  return [from, Math.max(from, to)] as const;
}

function checkBounds(name: string, { first, last }: Bounds): void {
  if (first == null && last == null) {
    throw new Refusal(
      422,
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
      { type: 'MISSING_PAGINATION_BOUNDARIES' },
    );
  }
  for (const [word, asked] of Object.entries({ first, last })) {
    if (asked == null || asked <= LARGEST) continue;
    throw new Refusal(
      422,
      `Requesting ${asked} records on the \`${name}\` connection exceeds the \`${word}\` limit of ${LARGEST} records.`,
      { type: 'EXCESSIVE_PAGINATION' },
    );
  }
}

function cursorOf(key: string | number): string {
  return Buffer.from(`cursor:v2:${key}`).toString('base64');
}
