import { RingmasterError } from '../../domain/errors.ts';
import { compile } from '../../patterns/re2.ts';
import { upwards } from './repository-path.ts';

/** Directories whose OWNERS mean nothing, because they are not the project's own: Prow's defaults. */
export const DENIED_DIRECTORIES: readonly string[] = ['\\.git$', '_output$', 'vendor/.*/.*'];

/**
 * Tells of a directory whether it or one above it fits any of the patterns, which are
 * matched anywhere in its path from the root; the root's own is `.`.
 * @throws RingmasterError `settings-invalid` for what is no pattern of RE2.
 */
export function deniedBy(patterns: readonly string[]): (directory: string) => boolean {
  const compiled = patterns.map((written) => {
    const { pattern, problem } = compile(written);
    if (pattern !== undefined) return pattern;
    throw new RingmasterError(
      'settings-invalid',
      `a directory cannot be denied by ${JSON.stringify(written)}: ${problem}`,
    );
  });
  const known = new Map<string, boolean>();
  const isDenied = (directory: string) => {
    const before = known.get(directory);
    if (before !== undefined) return before;
    const answer = compiled.some((pattern) => pattern.isIn(directory === '' ? '.' : directory));
    known.set(directory, answer);
    return answer;
  };
  return (directory) => upwards(directory).some(isDenied);
}
