import type { Readable } from 'node:stream';
import { messageOf, RingmasterError } from '../../domain/errors.ts';

/** How much of a body is read, and what it is called in an error. `limit` is in bytes. */
export interface BodyLimit {
  readonly limit: number;
  readonly what: string;
}

interface Dumpable {
  dump(): Promise<void>;
}

/**
 * Reads a body to its end, counting while it comes in: whatever the sender
 * announced or left out, no more than the limit is ever held.
 * @throws RingmasterError `outside-garbled` beyond the limit, `outside-unreachable` where the body breaks off.
 */
export async function readBody(body: Readable, { limit, what }: BodyLimit): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('a body must be read as bytes');
      size += chunk.byteLength;
      if (size > limit) {
        throw new RingmasterError('outside-garbled', `${what} is larger than ${limit} bytes`);
      }
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof RingmasterError || cause instanceof TypeError) throw cause;
    throw brokenOff(what, cause);
  }
  return Buffer.concat(chunks);
}

/**
 * Lets go of a body that nobody wants, so that its connection serves again.
 * @throws RingmasterError `outside-unreachable` where the body breaks off.
 */
export async function discardBody(body: Dumpable, what: string): Promise<void> {
  try {
    await body.dump();
  } catch (cause) {
    throw brokenOff(what, cause);
  }
}

function brokenOff(what: string, cause: unknown): RingmasterError {
  const message = `${what} broke off: ${messageOf(cause)}`;
  return new RingmasterError('outside-unreachable', message, { cause });
}
