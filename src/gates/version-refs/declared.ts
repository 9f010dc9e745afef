import { RingmasterError } from '../../domain/errors.ts';
import { checkReferences, pathsOf, type Report } from '../../version-refs/check-references.ts';
import type { Problem } from '../../version-refs/dependency.ts';
import { readDependencies } from '../../version-refs/read-dependencies.ts';
import type { Looking } from './looking.ts';
import { type OwnEntries, ownEntries } from './own-entries.ts';

/** What was found of a file that declares versions, small enough to be noted. */
export interface DeclaredFound {
  readonly from: string;
  /** Whether there is such a file. */
  readonly exists: boolean;
  /** What is wrong in it; empty where it could be read. */
  readonly problems: readonly Problem[];
  /** Undefined where it could not be read. */
  readonly report: Report | undefined;
  readonly own: OwnEntries;
}

/** So many requests a look may cost, one a file. */
const MOST_FILES = 200;

/** So many of them are underway at once, which leaves room for others. */
const AT_ONCE = 10;

const NOTHING = {
  problems: [],
  report: undefined,
  own: { entries: [], missing: [], areNeeded: false },
} as const;

/**
 * Reads a file that declares versions and every file that it refers to, each once.
 * @throws RingmasterError `artifact-invalid` where there are too many, or they are too
 * large; and whatever reading throws, for then it cannot be told.
 */
export async function lookAtDeclared(looking: Looking): Promise<DeclaredFound> {
  const { from, wanted, read } = looking;
  const text = await read(from);
  if (text === undefined) return { from, exists: false, ...NOTHING };
  const declared = readDependencies(text);
  if ('problems' in declared)
    return { from, exists: true, ...NOTHING, problems: declared.problems };
  const { dependencies } = declared;
  const files = await readAll(pathsOf(dependencies), looking);
  const report = checkReferences(dependencies, files, wanted.lines);
  const own = await ownEntries(dependencies, looking);
  return { from, exists: true, problems: [], report, own };
}

async function readAll(
  paths: readonly string[],
  { from, read }: Looking,
): Promise<ReadonlyMap<string, string>> {
  if (paths.length > MOST_FILES)
    throw new RingmasterError(
      'artifact-invalid',
      `${from} refers to ${paths.length} files, which is more than the ${MOST_FILES} that are read`,
      { advice: 'Split it, and check each part in a step of its own.' },
    );
  const files = new Map<string, string>();
  for (let start = 0; start < paths.length; start += AT_ONCE) {
    const some = paths.slice(start, start + AT_ONCE);
    const texts = await Promise.all(some.map((path) => read(path)));
    for (const [index, path] of some.entries()) {
      const text = texts[index];
      if (text !== undefined) files.set(path, text);
    }
  }
  return files;
}
