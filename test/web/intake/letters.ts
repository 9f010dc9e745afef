import { createHmac } from 'node:crypto';
import type { Delivery } from '../../../src/plugin/store.ts';
import { Room } from '../../../src/web/intake/room.ts';
import { type Answer, type TakeInOptions, takeIn } from '../../../src/web/intake/take-in.ts';

export const NEW = 'the new secret of this test';
export const OLD = 'the old secret of this test';
export const ID = '11111111-2222-3333-4444-555555555555';

/** What GitHub would write into `X-Hub-Signature-256`. */
export function sign(body: string | Uint8Array, secret = NEW): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** The headers of a genuine webhook. */
export function headersOf(body: string | Uint8Array): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-github-event': 'issues',
    'x-github-delivery': ID,
    'x-hub-signature-256': sign(body),
  };
}

/** A signature that is not the one of the body, and what is wrong with it. */
export function forgeriesOf(body: string): readonly (readonly [string, string])[] {
  return [
    ['no signature at all', ''],
    ['a SHA-1 signature', `sha1=${'a'.repeat(40)}`],
    ['another secret', sign(body, 'a secret nobody has set')],
    ['a signature of another body', sign(`${body} `)],
    ['a short signature', sign(body).slice(0, -2)],
    ['a long signature', `${sign(body)}00`],
    ['upper case digits', sign(body).toUpperCase()],
    ['a signature without its name', sign(body).slice('sha256='.length)],
    ['two signatures', `${sign(body)}, ${sign(body)}`],
    ['zeros', `sha256=${'0'.repeat(64)}`],
    ['an empty digest', 'sha256='],
    ['base64 in place of hex', `sha256=${createHmac('sha256', NEW).update(body).digest('base64')}`],
  ];
}

/** Takes letters in, and remembers what became of them. */
export class Letterbox {
  readonly taken: Delivery[] = [];
  readonly outcomes: string[] = [];
  readonly logged: string[] = [];
  readonly options: TakeInOptions;

  constructor(changes: Partial<TakeInOptions> = {}) {
    const note = (message: string) => this.logged.push(message);
    this.options = {
      secrets: [NEW, OLD],
      deliveries: { accept: async (delivery) => this.accept(delivery) },
      meter: { delivery: (outcome) => this.outcomes.push(outcome) },
      log: { info: note, warn: note, error: note },
      room: new Room(),
      ...changes,
    };
  }

  accept(delivery: Delivery): 'new' | 'duplicate' {
    const known = this.taken.some(({ id }) => id === delivery.id);
    if (!known) this.taken.push(delivery);
    return known ? 'duplicate' : 'new';
  }

  take(
    body: AsyncIterable<Uint8Array>,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answer> {
    return takeIn({ headers, body }, this.options);
  }
}

/** A body that comes in these pieces. */
export async function* pieces(...chunks: readonly (string | Uint8Array)[]) {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

/** A body that somebody sends piece by piece, when he likes to. */
export class SlowBody implements AsyncIterable<Uint8Array> {
  readonly #chunks: Uint8Array[] = [];
  #isOver = false;
  #wake = () => {};

  send(chunk: Uint8Array): Promise<void> {
    this.#chunks.push(chunk);
    return this.#continue();
  }

  end(): Promise<void> {
    this.#isOver = true;
    return this.#continue();
  }

  /** Gives whoever reads it the time to do so. */
  async #continue(): Promise<void> {
    this.#wake();
    await new Promise((resolve) => setImmediate(resolve));
  }

  async *[Symbol.asyncIterator]() {
    for (;;) {
      const chunk = this.#chunks.shift();
      if (chunk !== undefined) yield chunk;
      else if (this.#isOver) return;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}
