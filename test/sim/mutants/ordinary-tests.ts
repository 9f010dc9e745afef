import { lastWordsOf } from './child.ts';
import type { Failure, Tested } from './messages.ts';

/** Sets of files that were run without a fault. */
const SOUND = new Map<string, Promise<void>>();

/**
 * The first test of these files that a mutant makes fail; undefined where all pass.
 * @throws Error where they do not pass without the mutant: then they prove nothing of it.
 */
export async function examine(
  mutant: string,
  files: readonly string[],
): Promise<Failure | undefined> {
  await makeSure(files);
  return runTests(mutant, files);
}

/** Once for every set of files. */
function makeSure(files: readonly string[]): Promise<void> {
  const key = files.join();
  const known = SOUND.get(key);
  if (known !== undefined) return known;
  const sound = runTests(undefined, files).then((failure) => {
    if (failure !== undefined)
      throw new Error(`without any fault ${failure.file} fails: ${failure.test}`);
  });
  SOUND.set(key, sound);
  return sound;
}

/**
 * Runs files of tests in a process of its own.
 * @param mutant Name of the fault; undefined for none.
 * @returns the first test that failed; undefined where all passed.
 * @throws Error where the child could not begin, or there was nothing to run.
 */
export async function runTests(
  mutant: string | undefined,
  files: readonly string[],
): Promise<Failure | undefined> {
  const fault = mutant === undefined ? [] : ['--mutant', mutant];
  const last = await lastWordsOf<Tested>('run-tests.ts', [...fault, ...files]);
  if ('test' in last) return last;
  const file = files.join();
  switch (last.state) {
    case 'begun':
      return { file, test: 'the tests never came to their end' };
    case 'elsewhere':
      throw new Error(`${mutant} plays no part in ${file}`);
    case 'passed':
      if (last.count === 0) throw new Error(`${file} holds no test that can run here`);
      return undefined;
  }
}
