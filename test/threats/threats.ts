import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

const subject = z.strictObject({
  /** From then on everything that it owes must be proven. */
  finished: z.boolean(),
  means: z.string().min(1),
});

const proof = z.union([
  z.strictObject({ file: z.string().min(1), tests: z.array(z.string().min(1)).min(1) }),
  z.strictObject({ story: z.string().min(1) }),
]);

const answer = z.strictObject({
  /** The subject that owes this answer. */
  by: z.string().min(1),
  /** What is to happen when somebody tries it. */
  expected: z.string().min(1),
  proofs: z.array(proof).default([]),
});

const threat = z.strictObject({
  row: z.int().min(1),
  attack: z.string().min(1),
  answers: z.array(answer).min(1),
});

const table = z.strictObject({
  subjects: z.record(z.string(), subject),
  threats: z.array(threat),
});

export type Proof = z.output<typeof proof>;
export type Threat = z.output<typeof threat>;

/** What the table of threats says, read and checked for its shape. */
export type ThreatTable = z.output<typeof table>;

/** Reads `threats.yml`. */
export async function readThreats(): Promise<ThreatTable> {
  return table.parse(parse(await readFile(new URL('threats.yml', import.meta.url), 'utf8')));
}

/** How many rows are answered: in full, in part, and not yet. */
export function countAnswered({ threats }: Pick<ThreatTable, 'threats'>) {
  const proven = threats.map(({ answers }) => answers.map(({ proofs }) => proofs.length > 0));
  const full = proven.filter((each) => each.every(Boolean)).length;
  const open = proven.filter((each) => !each.some(Boolean)).length;
  return { full, partly: threats.length - full - open, open };
}
