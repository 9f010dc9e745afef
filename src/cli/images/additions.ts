import { z } from 'zod';
import { isDigest } from '../../domain/digest.ts';
import type { Addition } from '../../images/list/additions.ts';
import { Misuse } from '../../terminal.ts';
import { firstProblem } from './first-problem.ts';

const ADDED = z.array(
  z.object({
    image: z.string(),
    digest: z.string().refine(isDigest, 'is not a sha256 digest'),
    tags: z.array(z.string()).min(1),
  }),
);
const WRAPPED = z.object({ added: ADDED });

/** Additions as people and tools write them. @throws Misuse, saying where they are none. */
export function readAdditions(path: string, document: unknown): readonly Addition[] {
  const isBare = Array.isArray(document);
  const read = isBare ? ADDED.safeParse(document) : WRAPPED.safeParse(document);
  if (!read.success) throw new Misuse(`${path}: ${firstProblem(read.error)}`);
  return 'added' in read.data ? read.data.added : read.data;
}
