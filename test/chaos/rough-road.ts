import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { request as send } from 'undici';
import type { Mishap } from './mishap.ts';

/** The way from Ringmaster to somebody else's server. People and machines take another one. */
export interface RoughRoad {
  readonly url: string;
  /** How many requests went this way. */
  readonly travelled: () => number;
  close(): Promise<void>;
}

export interface RoadOptions {
  /** `http://127.0.0.1:PORT` */
  readonly to: string;
  readonly mishap: (request: IncomingMessage, body: Buffer) => Mishap;
  /** Makes the next request to this address read what was true a while ago; the answer ends that. */
  readonly stale?: (request: IncomingMessage, ms: number) => () => void;
}

/** Forwards requests, or lets them meet what the weather has in store for them. */
export async function buildRoad(options: RoadOptions): Promise<RoughRoad> {
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    // Whoever was killed takes no answer.
    travel(request, response, options).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the road has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    travelled: () => count,
    async close() {
      server.closeAllConnections();
      server.close();
      if (server.listening) await once(server, 'close');
    },
  };
}

async function travel(
  request: IncomingMessage,
  response: ServerResponse,
  { to, mishap: choose, stale }: RoadOptions,
): Promise<void> {
  const body = await buffer(request);
  const mishap = choose(request, body);
  if (mishap.kind === 'reset') return void request.socket.destroy();
  if (mishap.kind === 'refuse') return badGateway(response);
  if (mishap.kind === 'rate-limit') return limited(response, mishap);
  if (mishap.kind === 'delay') await sleep(mishap.ms);
  const over = mishap.kind === 'stale' ? stale?.(request, mishap.ms) : undefined;
  const answer = await forward(request, to, body).finally(over);
  if (mishap.kind === 'effect-then-reset') return void request.socket.destroy();
  if (mishap.kind === 'effect-then-502') return badGateway(response);
  if (mishap.kind === 'slow-answer') await sleep(mishap.ms);
  response.writeHead(answer.status, answer.headers).end(answer.bytes);
}

/** Headers that belong to one connection alone. */
const OWN = ['host', 'connection', 'keep-alive', 'transfer-encoding', 'content-length', 'expect'];

async function forward(
  { method = 'GET', url = '/', headers }: IncomingMessage,
  to: string,
  body: Buffer,
) {
  const answer = await send(`${to}${url}`, {
    method,
    headers: without(headers),
    ...(body.length === 0 ? {} : { body }),
  });
  const bytes = Buffer.from(await answer.body.arrayBuffer());
  return { status: answer.statusCode, headers: without(answer.headers), bytes };
}

function without<T>(headers: Readonly<Record<string, T | undefined>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || OWN.includes(name) ? [] : [[name, value]],
    ),
  );
}

function badGateway(response: ServerResponse): void {
  response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
}

function limited(
  response: ServerResponse,
  { status, seconds }: Extract<Mishap, { kind: 'rate-limit' }>,
): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'retry-after': String(seconds) })
    .end(JSON.stringify({ message: 'You have exceeded a secondary rate limit.' }));
}
