import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { headersOf } from './letters.ts';

const PORT = z.object({ port: z.int() });
const COST = z.object({ now: z.int(), peak: z.int(), taken: z.int() });

/** A process of its own that takes in, so that its memory can be measured. */
export class Castle {
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  static async build(): Promise<Castle> {
    const child = fork(fileURLToPath(new URL('besieged.ts', import.meta.url)));
    const [first] = await once(child, 'message');
    return new Castle(child, PORT.parse(first).port);
  }

  /** Memory in bytes, now and at its highest, and how many webhooks were kept. */
  async cost(): Promise<z.output<typeof COST>> {
    this.#child.send('cost');
    const [answer] = await once(this.#child, 'message');
    return COST.parse(answer);
  }

  async tearDown(): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.disconnect();
    await gone;
  }
}

/** The head of a request whose signature has the right shape and fits nothing. */
export function forgedHead(framing: string): string {
  const headers = { ...headersOf(''), 'x-hub-signature-256': `sha256=${'a'.repeat(64)}` };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST /webhooks/github HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${framing}\r\n${lines.join('')}\r\n`;
}

/** A connection of somebody who does not mind being cut off. */
export async function attack(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** Sends as much as the other side takes. @returns how many bytes that was, and the answer. */
export async function pour(
  socket: Socket,
  chunk: Uint8Array,
  times: number,
): Promise<{ sent: number; answer: string }> {
  let answer = '';
  let sent = 0;
  socket.on('data', (text) => {
    answer += String(text);
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  for (; sent < times && socket.writable; sent += 1)
    if (!socket.write(chunk))
      await Promise.race([new Promise<void>((resolve) => socket.once('drain', resolve)), closed]);
  await closed;
  return { sent: sent * chunk.length, answer };
}
