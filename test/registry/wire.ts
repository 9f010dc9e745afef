import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type Dispatcher, request } from 'undici';

/** A registry, and the way in. */
export interface Remote {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly login?: { readonly username: string; readonly password: string };
}

/** One request to a repository. `rest` follows the repository's path: `manifests/v1`. */
export interface WireRequest {
  readonly method: string;
  readonly rest: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | Readable;
  /** A repository that must be readable too, for a mount. */
  readonly from?: string;
  /** The statuses that are fine beside the 2xx. */
  readonly expected?: readonly number[];
}

/** Talks to one repository, as plainly as can be: no retries, no second thoughts. */
export interface Wire {
  readonly remote: Remote;
  readonly path: string;
  send(wanted: WireRequest): Promise<Dispatcher.ResponseData>;
}

/** Opens the way to a repository. Nothing of it is shared with the code under test. */
export function wire(remote: Remote, path: string): Wire {
  const logins = new Map<string, string>();

  async function send(wanted: WireRequest): Promise<Dispatcher.ResponseData> {
    const scopes = [
      `repository:${path}:pull,push`,
      ...(wanted.from === undefined ? [] : [`repository:${wanted.from}:pull`]),
    ];
    const url = new URL(
      wanted.rest instanceof URL ? wanted.rest : `/v2/${path}/${wanted.rest}`,
      remote.url,
    );
    const first = await exchange(url, wanted, logins.get(scopes.join(' ')));
    if (first.statusCode !== 401) return expected(first, url, wanted);
    await first.body.dump();
    const login = await loginFor(String(first.headers['www-authenticate']), scopes, remote);
    logins.set(scopes.join(' '), login);
    return expected(await exchange(url, wanted, login), url, wanted);
  }

  return { remote, path, send };
}

function exchange(url: URL, { method, headers, body }: WireRequest, login: string | undefined) {
  return request(url, {
    method,
    headers: { ...headers, ...(login === undefined ? {} : { authorization: login }) },
    ...(body === undefined ? {} : { body }),
  });
}

async function expected(
  answer: Dispatcher.ResponseData,
  url: URL,
  wanted: WireRequest,
): Promise<Dispatcher.ResponseData> {
  const { statusCode, body } = answer;
  if (statusCode < 300 || wanted.expected?.includes(statusCode)) return answer;
  const text = (await buffer(body)).toString('utf8');
  throw new Error(`${wanted.method} ${url}: ${statusCode} ${text.slice(0, 500)}`);
}

async function loginFor(
  challenge: string,
  scopes: readonly string[],
  { login }: Remote,
): Promise<string> {
  const pair = `${login?.username}:${login?.password}`;
  const basic = `Basic ${Buffer.from(pair).toString('base64')}`;
  if (challenge.startsWith('Basic')) return basic;
  const url = new URL(/realm="([^"]*)"/.exec(challenge)?.[1] ?? '');
  url.searchParams.set('service', /service="([^"]*)"/.exec(challenge)?.[1] ?? '');
  for (const scope of scopes) url.searchParams.append('scope', scope);
  const headers = login === undefined ? {} : { authorization: basic };
  const { statusCode, body } = await request(url, { headers });
  const text = (await buffer(body)).toString('utf8');
  if (statusCode !== 200) throw new Error(`no token from ${url.host}: ${statusCode} ${text}`);
  return `Bearer ${JSON.parse(text).token}`;
}
