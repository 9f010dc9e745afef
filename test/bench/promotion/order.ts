import { z } from 'zod';

/** One promotion that a process of the bench is to make. */
export const ORDER = z.object({
  api: z.string(),
  token: z.string(),
  branch: z.string(),
  path: z.string(),
  image: z.string(),
  digest: z.templateLiteral(['sha256:', z.string()]),
  tag: z.string(),
  title: z.string(),
  body: z.string(),
  /** The list as it is to be, for whoever only sends it. */
  content: z.string(),
  /** Whether the list is asked for at the same time as everything else, and not after it. */
  atOnce: z.boolean(),
});
export type Order = z.output<typeof ORDER>;

/** How long it took, from the first byte sent to the last one read, in milliseconds. */
export const DONE = z.object({ time: z.number() });

export const TARGET = { owner: 'kubernetes', name: 'k8s.io' } as const;
export const HEAD = { owner: 'alice', name: 'k8s.io' } as const;
