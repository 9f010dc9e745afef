import { posix } from 'node:path';
import type { Proof, ThreatTable } from './threats.ts';
import { hasTest } from './titles.ts';

/** How many threats are known; each has one row. */
const ROWS = 62;

/** Sources of tests and stories by their path under `test/`. */
export type Sources = ReadonlyMap<string, string>;

/** What is wrong with the table: a row that is missing, an answer that is owed, a proof that is none. */
export function problemsOf(
  { subjects, threats }: ThreatTable,
  sources: Sources,
): readonly string[] {
  const rows = new Set(Array.from({ length: ROWS }, (_, index) => index + 1));
  const twice = threats.filter(({ row }) => !rows.delete(row));
  return [
    ...[...rows].map((row) => `row ${row} is missing`),
    ...twice.map(({ row }) => `row ${row} is there twice, or is none of the ${ROWS}`),
    ...threats.flatMap(({ row, answers }) =>
      answers.flatMap(({ by, proofs }) =>
        [owed(by, proofs, subjects), ...proofs.map((proof) => unproven(proof, sources))].flatMap(
          (problem) => (problem === undefined ? [] : [`row ${row}: ${problem}`]),
        ),
      ),
    ),
  ];
}

function owed(
  by: string,
  proofs: readonly Proof[],
  subjects: ThreatTable['subjects'],
): string | undefined {
  const subject = subjects[by];
  if (subject === undefined) return `there is no subject "${by}"`;
  return subject.finished && proofs.length === 0
    ? `"${by}" is finished, but has no test`
    : undefined;
}

function unproven(proof: Proof, sources: Sources): string | undefined {
  if ('story' in proof) return untold(proof.story, sources);
  const { file, tests } = proof;
  const source = sources.get(file);
  if (source === undefined) return `there is no test file ${file}`;
  if (!isRun(file, sources)) return `${file} is run by no test file`;
  const missing = tests.filter((name) => !hasTest(source, name));
  return missing.length === 0
    ? undefined
    : `${file} has no test ${missing.map((name) => `“${name}”`).join(', ')}`;
}

function untold(story: string, sources: Sources): string | undefined {
  const files = [`stories/${story}.story`, `stories/${story}.transcript.md`];
  const missing = files.filter((file) => !sources.has(file));
  return missing.length === 0 ? undefined : `there is no ${missing.join(' and no ')}`;
}

/** The runner takes test files; anything else is run where one of them imports it, if only by way of others. */
function isRun(file: string, sources: Sources, seen: ReadonlySet<string> = new Set()): boolean {
  if (file.endsWith('.test.ts')) return true;
  if (seen.has(file)) return false;
  const further = new Set([...seen, file]);
  return [...sources].some(
    ([path, text]) => importsOf(path, text).includes(file) && isRun(path, sources, further),
  );
}

const IMPORT = /^import (?!type )[^;]*?from '(\.[^']+)';/gm;

/** What a file brings in, types apart. */
function importsOf(path: string, text: string): readonly string[] {
  return [...text.matchAll(IMPORT)].map(([, target = '']) =>
    posix.normalize(posix.join(posix.dirname(path), target)),
  );
}
