import { plainReference, readPlain } from '../../version-refs/plain-reference.ts';
import { spellsOneOf } from '../../version-refs/spelling.ts';
import type { Read } from './looking.ts';

/** A file, or a value of one, that is a version by itself. */
export interface PlainFound {
  readonly path: string;
  readonly key: string | undefined;
  /** What it says; undefined where it says nothing. */
  readonly value: string | undefined;
  /** Why it says nothing. */
  readonly trouble: string | undefined;
  readonly isRight: boolean;
}

const LONGEST = 100;

/** Looks at files that a process names itself. */
export async function lookAtPlain(
  files: readonly string[],
  versions: readonly string[],
  read: Read,
): Promise<readonly PlainFound[]> {
  const references = files.flatMap((file) => {
    const found = plainReference(file);
    return 'reference' in found ? [found.reference] : [];
  });
  return Promise.all(
    references.map(async (reference) => {
      const { path, key } = reference;
      const found = readPlain(await read(path), reference);
      if ('trouble' in found)
        return { path, key, value: undefined, trouble: found.trouble, isRight: false };
      const { value } = found;
      const isRight = spellsOneOf(value, versions);
      return { path, key, value: value.slice(0, LONGEST), trouble: undefined, isRight };
    }),
  );
}
