import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Player, playerNamed } from './accounts.ts';
import { isAct } from './acts.ts';
import type { Desk } from './desk.ts';
import { fileAt } from './files.ts';
import { HEADERS, objectionTo } from './gate.ts';
import { page } from './regions.ts';

/** What answering needs to know. */
export interface Serving {
  readonly desk: Desk;
  /** What forms must show. */
  readonly key: string;
  readonly port: number;
}

/** More than any comment that GitHub accepts, however it is written in a form. */
const LARGEST = 512 * 1024;

/** Answers one request of the page. */
export async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  serving: Serving,
): Promise<void> {
  const objection = objectionTo(request, serving);
  if (objection !== undefined) return refuse(response, objection.status, objection.message);
  const url = new URL(request.url ?? '/', 'http://page');
  if (request.method === 'POST') return act(request, response, { url, desk: serving.desk });
  const player = playerNamed(url.searchParams.get('as') ?? 'alice') ?? 'alice';
  return show(response, url.pathname, { ...serving, player });
}

async function show(
  response: ServerResponse,
  path: string,
  { desk, key, player }: Serving & { readonly player: Player },
): Promise<void> {
  switch (path) {
    case '/':
      return send(response, {
        type: 'text/html; charset=utf-8',
        text: page(desk.regionsFor(player), key).markup,
      });
    case '/snapshot':
      return sendJson(response, 200, { as: player, regions: desk.regionsFor(player) });
    case '/events':
      response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
      return desk.show(player, response);
    default: {
      const file = await fileAt(path);
      if (file === undefined) return refuse(response, 404, `There is nothing at ${path}.`);
      return send(response, file);
    }
  }
}

async function act(
  request: IncomingMessage,
  response: ServerResponse,
  { url, desk }: { readonly url: URL; readonly desk: Desk },
): Promise<void> {
  const body = await bodyOf(request);
  if (body === undefined) return refuse(response, 413, 'That is too long.');
  const { as = '', ...fields } = Object.fromEntries(new URLSearchParams(body));
  const name = url.pathname.replace('/acts/', '');
  if (name === 'finish') return sendJson(response, 200, desk.finish());
  if (!isAct(name)) return refuse(response, 404, `Nobody knows how to ${name}.`);
  const who = playerNamed(as);
  // What is done to machines is nobody's act in particular.
  if (who === undefined && as !== '') return refuse(response, 400, `There is nobody called ${as}.`);
  const words = Object.entries(fields).map(([field, text]) => [
    field,
    text.replaceAll('\r\n', '\n'),
  ]);
  sendJson(response, 200, await desk.perform(name, who ?? 'alice', Object.fromEntries(words)));
}

/** @returns undefined where it is too large. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LARGEST) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, { type, text }: { type: string; text: string }): void {
  response.writeHead(200, { ...HEADERS, 'content-type': type });
  response.end(text);
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number, message: string): void {
  // Whatever is still to come of the request is not wanted.
  response.setHeader('connection', 'close');
  sendJson(response, status, { message });
}
