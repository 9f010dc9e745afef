import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { Latencies, wireTime } from './latencies.ts';
import { Tally } from './tally.ts';

/** A server that stands as far away as one on the Internet. */
export interface Lag extends AsyncDisposable {
  readonly url: string;
  /** Counts from here, with this seed's latencies. */
  begin(seed: number): void;
  readonly tally: Tally;
}

const HOP: readonly string[] = ['host', 'connection', 'keep-alive', 'transfer-encoding'];

/**
 * Puts a distance before a server on this machine: each answer comes as late as
 * from far away, and its bytes as slowly, all divided by `factor`. What the server
 * itself takes counts into that time.
 */
export async function startLag(target: string, factor: number): Promise<Lag> {
  let latencies = new Latencies(1);
  const tally = new Tally();

  async function relay(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    tally.arrived();
    const body = await buffer(incoming);
    const begun = performance.now();
    const { method = 'GET', url: path = '/' } = incoming;
    const latency = latencies.of({ method, path, body }) + wireTime(body.length);
    const answer = await request(`${target}${path}`, {
      method: METHODS.find((each) => each === method) ?? 'GET',
      headers: passedOn(incoming.headers),
      ...(body.length === 0 ? {} : { body }),
    });
    const content = Buffer.from(await answer.body.arrayBuffer());
    const itself = performance.now() - begun;
    const far = latency + wireTime(content.length);
    const more = Math.max(far, itself) - Math.max(far / factor, itself);
    await sleep(Math.max(0, latency / factor - itself));
    // Before the answer is sent: whoever has the last byte of it may look at once.
    tally.answered({ bytes: body.length + content.length, more });
    response.writeHead(answer.statusCode, passedOn(answer.headers));
    await trickle(response, content, factor);
    response.end();
  }

  const server = createServer((incoming, response) => {
    relay(incoming, response).catch((error: Error) => response.destroy(error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('there is no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    tally,
    begin(seed) {
      latencies = new Latencies(seed);
      tally.begin();
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

function passedOn(headers: IncomingMessage['headers']): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || HOP.includes(name) ? [] : [[name, value] as const],
    ),
  );
}

/** What is sent at once, in bytes. */
const PIECE = 64 * 1024;

async function trickle(response: ServerResponse, content: Buffer, factor: number): Promise<void> {
  const begun = performance.now();
  for (let sent = 0; sent < content.length; ) {
    const piece = content.subarray(sent, sent + PIECE);
    response.write(piece);
    sent += piece.length;
    const due = begun + wireTime(sent) / factor;
    await sleep(Math.max(0, due - performance.now()));
  }
}
