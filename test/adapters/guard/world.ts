import { createServer, type RequestListener } from 'node:http';
import type { TestContext } from 'node:test';
import { readBody } from '../../../src/adapters/guard/read-body.ts';
import { createGuard, type Guard, type GuardedRequest } from '../../../src/adapters/guard.ts';
import { listening } from '../../registry/listening.ts';

interface Setting {
  readonly mirrors?: Readonly<Record<string, string>>;
  readonly resolve?: (hostname: string) => Promise<readonly string[]>;
}

const nowhere = () => Promise.reject(new Error('no name may be looked up here'));

/** A guard that ends with the test, and looks up no name unless it is told how. */
export function guard(t: TestContext, { mirrors = {}, resolve = nowhere }: Setting = {}): Guard {
  const pairs = Object.entries(mirrors).map(([host, url]): [string, URL] => [host, new URL(url)]);
  const made = createGuard({ mirrors: new Map(pairs), resolve });
  t.after(() => made.close());
  return made;
}

/** A server that ends with the test, and notes what it is asked. */
export async function server(t: TestContext, listener: RequestListener) {
  const seen: { url: string; headers: NodeJS.Dict<string | string[]> }[] = [];
  const { url, stop } = await listening(
    createServer((request, response) => {
      seen.push({ url: `${request.method} ${request.url}`, headers: request.headers });
      listener(request, response);
    }),
  );
  t.after(stop);
  return { url, seen, port: new URL(url).port };
}

/** A server with a friendly word for everybody. */
export function hello(t: TestContext) {
  return server(t, (_, response) => response.end('hello'));
}

/** The answer to a request, with its body as text. */
export async function get(from: Guard, url: string, more: Partial<GuardedRequest> = {}) {
  const answer = await from.request(new URL(url), { method: 'GET', ...more });
  const bytes = await readBody(answer.body, { limit: 100, what: 'the answer' });
  return { ...answer, text: Buffer.from(bytes).toString('utf8') };
}

/** The error of an address that nobody may go to. */
export const REFUSED = { code: 'address-refused' };
