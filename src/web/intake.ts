import type { IncomingMessage, ServerResponse } from 'node:http';
import { Room } from './intake/room.ts';
import { type Answer, type TakeInOptions, takeIn } from './intake/take-in.ts';

export interface IntakeOptions extends Omit<TakeInOptions, 'room'> {
  /** Default: the one that all servers of this process share, as they share its memory. */
  readonly room?: Room;
}

const SHARED = new Room();

/** Takes in a webhook over HTTP. */
export async function intake(
  request: IncomingMessage,
  response: ServerResponse,
  options: IntakeOptions,
): Promise<void> {
  // A body that is given up must not take its socket along: the sender is to hear why.
  const body: AsyncIterable<Uint8Array> = request.iterator({ destroyOnReturn: false });
  const incoming = { headers: request.headers, body };
  send(response, await takeIn(incoming, { ...options, room: options.room ?? SHARED }));
}

function send(response: ServerResponse, { status, text, close, retryAfter }: Answer): void {
  const line = `${text}\n`;
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(line),
    ...(close === true ? { connection: 'close' } : {}),
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  });
  response.end(line);
}
