import { createReadStream } from 'node:fs';
import { RingmasterError } from '../../domain/errors.ts';
import { Misuse } from '../../terminal.ts';

/** More than ten times the largest input that anybody means. */
const LARGEST = 16 * 1024 * 1024;

/**
 * The bytes of a file, of a pipe that looks like one, or of standard input for `-`.
 *
 * @throws RingmasterError where there are more than `largest`, and whatever the file system throws.
 */
export async function readInput(path: string, largest = LARGEST): Promise<Buffer> {
  const input = path === '-' ? process.stdin : createReadStream(path);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > largest)
      throw new RingmasterError(
        'artifact-invalid',
        `${nameOf(path)} has more than ${largest} bytes`,
      );
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** A JSON document in UTF-8. @throws Misuse where it is none. */
export async function readJson(path: string): Promise<unknown> {
  const bytes = await readInput(path);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new Misuse(`${nameOf(path)} is not JSON in UTF-8`, { cause });
  }
}

function nameOf(path: string): string {
  return path === '-' ? 'standard input' : path;
}
