import type { Readable } from 'node:stream';
import { Agent, type Dispatcher, errors, request as send } from 'undici';
import { messageOf, RingmasterError } from '../domain/errors.ts';
import type { Duration } from '../domain/time.ts';
import { guardedConnector, type Resolve } from './guard/connector.ts';
import { isMirror, type Mirrors, placed } from './guard/mirrors.ts';
import { discardBody } from './guard/read-body.ts';

/** One request. Only GET and HEAD follow redirects; other methods get the redirect as their answer. */
export interface GuardedRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | Readable;
  /** Whether a redirect to another host is followed; by default it is refused. */
  readonly acrossHosts?: boolean;
  /** How long the whole exchange may last, the reading of the body included. */
  readonly timeoutMs?: Duration;
}

/** The answer to a request. Its body must be read or dumped, or its connection stays taken. */
export interface GuardedAnswer {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData['headers'];
  readonly body: Dispatcher.ResponseData['body'];
  /** The URL that answered, which is another than the one asked after a redirect. */
  readonly url: URL;
}

/** The door to every URL that comes from a configuration or from somebody's answer. */
export interface Guard {
  /**
   * Sends one request, once.
   * @throws RingmasterError `address-refused` before anything is sent there,
   * `outside-unreachable`, or `outside-garbled` for redirects without end.
   */
  request(url: URL, request: GuardedRequest): Promise<GuardedAnswer>;

  /** Whether two URLs end up at the same scheme, host and port, mirrors considered. */
  isSameOrigin(one: URL, other: URL): boolean;

  /** Whether the operator has mapped this host. */
  isMirrored(host: string): boolean;

  /** Closes the idle connections, and the others once they have ended. */
  close(): Promise<void>;
}

const MOST_REDIRECTS = 5;
const IDLE_TIMEOUT = 30_000;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** What goes along to another host. Everything else may be a secret between us and the first one. */
const TRAVELLING: readonly string[] = ['accept', 'range', 'user-agent'];

/**
 * Builds the guard. It lets through `https` to public addresses, and whatever
 * scheme and address the operator's mirrors have. A name that a configuration
 * gives may resolve to anything, today and differently tomorrow, so the
 * judgement is made where the connection is opened.
 */
export function createGuard({
  mirrors = new Map(),
  resolve,
}: {
  readonly mirrors?: Mirrors;
  readonly resolve?: Resolve;
} = {}): Guard {
  const dispatcher = new Agent({
    connect: guardedConnector(mirrors, resolve),
    allowH2: false,
    headersTimeout: IDLE_TIMEOUT,
    bodyTimeout: IDLE_TIMEOUT,
  });
  const isSameOrigin = (one: URL, other: URL) =>
    placed(mirrors, one).origin === placed(mirrors, other).origin;

  async function request(url: URL, wanted: GuardedRequest): Promise<GuardedAnswer> {
    let { headers = {} } = wanted;
    let here = checked(mirrors, url);
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const answer = await exchange(dispatcher, placed(mirrors, here), { ...wanted, headers });
      if (!isRedirect(answer.status, wanted.method)) return { ...answer, url: here };
      await discardBody(answer.body, `the redirect by ${here.host}`);
      const next = checked(mirrors, targetOf(answer.headers, here));
      if (!isSameOrigin(here, next)) headers = abroad(next, wanted);
      here = next;
    }
    throw new RingmasterError('outside-garbled', `${url.host} redirects without end`);
  }

  return {
    request,
    isSameOrigin,
    isMirrored: (host) => mirrors.has(host),
    close: () => dispatcher.close(),
  };
}

/** The URL itself, where its scheme and form are allowed; its address is judged at the connection. */
function checked(mirrors: Mirrors, url: URL): URL {
  const place = placed(mirrors, url);
  if (place.protocol !== 'https:' && !isMirror(mirrors, place.origin)) {
    throw refused(url, `its scheme is ${url.protocol.slice(0, -1)} and not https`);
  }
  if (url.username !== '' || url.password !== '') throw refused(url, 'it carries a password');
  return url;
}

async function exchange(
  dispatcher: Dispatcher,
  url: URL,
  { method, headers, body, timeoutMs }: GuardedRequest,
): Promise<Omit<GuardedAnswer, 'url'>> {
  const signal = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
  try {
    const answer = await send(url, {
      dispatcher,
      method,
      headers: { ...headers },
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    });
    return { status: answer.statusCode, headers: answer.headers, body: answer.body };
  } catch (cause) {
    if (cause instanceof RingmasterError || cause instanceof errors.InvalidArgumentError)
      throw cause;
    const message = `${url.host} cannot be reached: ${reasonOf(cause)}`;
    throw new RingmasterError('outside-unreachable', message, { cause });
  }
}

/** Where several addresses were tried, Node's error is a list without a message of its own. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(messageOf).join(', ');
  return messageOf(cause);
}

function isRedirect(status: number, method: GuardedRequest['method']): boolean {
  return REDIRECTS.includes(status) && (method === 'GET' || method === 'HEAD');
}

function targetOf({ location }: GuardedAnswer['headers'], here: URL): URL {
  const target = typeof location === 'string' ? URL.parse(location, here.href) : null;
  if (target !== null) return target;
  throw new RingmasterError('outside-garbled', `${here.host} redirects without saying where to`);
}

/** The headers for a request that leaves its origin, where it may. */
function abroad(target: URL, { headers = {}, acrossHosts }: GuardedRequest) {
  if (acrossHosts !== true) throw refused(target, 'it is another host, by way of a redirect');
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => TRAVELLING.includes(name.toLowerCase())),
  );
}

function refused(url: URL, reason: string): RingmasterError {
  return new RingmasterError(
    'address-refused',
    `${url.host || url.protocol} is refused: ${reason}`,
    {
      advice: 'Name an https address, or have the operator map its host in RINGMASTER_MIRRORS.',
    },
  );
}
