import { z } from 'zod';

/** What the generator is told. */
export const order = z.object({
  port: z.int(),
  body: z.string(),
  connections: z.int(),
  seconds: z.number(),
  /** Requests a second; as many as possible where it is missing. */
  rate: z.number().optional(),
});

export type Order = z.output<typeof order>;

/** What it answers. */
export const outcome = z.object({
  /** Of each acknowledgement, in milliseconds. */
  times: z.array(z.number()),
  /** Answered, but not with 2xx. */
  refused: z.int(),
  seconds: z.number(),
  /** Part of one processor that the generator itself used. */
  load: z.number(),
});

export type Outcome = z.output<typeof outcome>;
