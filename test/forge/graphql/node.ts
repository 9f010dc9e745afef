import type { z } from 'zod';
import { unprocessable } from '../access/refusal.ts';
import type { Context } from '../site.ts';
import type { Issue } from '../world/issues.ts';
import type { Repository } from '../world/repositories.ts';

/**
 * An object a query can look into: values, or functions from the field's
 * arguments to values. A field that is not here is one the forge does not have;
 * `undefined` counts as not here, `null` as GitHub's null.
 */
export type Node = Readonly<Record<string, unknown>>;

/** Arguments of a field, checked by GitHub's schema and not yet by ours. */
export type Args = Readonly<Record<string, unknown>>;

/** Reads arguments that GitHub's schema has let pass. */
export function readArgs<T>(args: Args, schema: z.ZodType<T>): T {
  const read = schema.safeParse(args);
  if (read.success) return read.data;
  throw unprocessable(read.error.issues.map(({ message }) => message).join('; '));
}

/**
 * The context of a GraphQL request. Types refer to each other in circles; files
 * cannot, so what leads back up goes through `up`.
 */
export interface GraphContext extends Context {
  readonly up: {
    readonly repository: (repository: Repository) => Node;
    readonly issueOrPull: (issue: Issue) => Node;
  };
}
