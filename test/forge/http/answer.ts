import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from '../access/refusal.ts';
import type { Answer } from './route.ts';

const LARGEST_BODY = 100 * 1024 * 1024;

/** The whole body of a request. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > LARGEST_BODY) throw new Refusal(413, 'Payload too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A request's body as JSON. GitHub takes an empty one for an empty object. */
export function parsedBody(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new Refusal(400, 'Problems parsing JSON');
  }
}

/** A refusal in the form every error of the REST API has. */
export function refusalAnswer({ status, message, errors, headers }: Refusal): Answer {
  return {
    status,
    headers,
    body: {
      message,
      ...(errors === undefined ? {} : { errors }),
      documentation_url: 'https://docs.github.com/rest',
      status: String(status),
    },
  };
}

/** GitHub in trouble: no JSON that a client could rely on. */
export const BAD_GATEWAY: Answer = { status: 502, body: { message: 'Server Error' } };

/** What somebody hears who may not know that it is there. */
export const NOT_FOUND: Answer = { status: 404, body: { message: 'Not Found' } };

/** Sends an answer with the headers every answer has. */
export function sendAnswer(response: ServerResponse, { status, headers, body }: Answer): void {
  const bytes = bytesOf(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    server: 'github.com',
    'x-github-media-type': 'github.v3; format=json',
    'x-github-request-id': randomBytes(16).toString('hex'),
    ...(status === 304 ? {} : { 'content-length': String(bytes.length) }),
    ...headers,
  });
  response.end(bytes);
}

/** A body as it goes over the wire. */
export function bytesOf(body: unknown): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  return Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
}
