import { RingmasterError } from '../../domain/errors.ts';
import { readInput } from '../shared/read-input.ts';

/** GitHub takes no longer comment. */
const LONGEST = 65_536;

/** No character takes more bytes. */
const WIDEST = 4;

/**
 * The text of a comment, out of a file, or from standard input for `-`.
 * @throws RingmasterError where it is longer than a comment may be, or no UTF-8.
 */
export async function readComment(path: string): Promise<string> {
  const text = decoded(await readInput(path, LONGEST * WIDEST));
  if (Array.from(text).length > LONGEST) throw tooLong();
  return text;
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new RingmasterError('artifact-invalid', 'the comment is no UTF-8 text', {
      cause,
      advice: 'save it as UTF-8',
    });
  }
}

function tooLong(): RingmasterError {
  return new RingmasterError(
    'artifact-invalid',
    `the comment has more than ${LONGEST} characters`,
    { advice: 'GitHub takes no comment of this length: shorten it' },
  );
}
