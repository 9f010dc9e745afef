import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';

/** Sent with every answer: the page loads only its own files, is framed by nobody, and is kept by no cache. */
export const HEADERS: OutgoingHttpHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** The header in which forms show the page's key. */
export const KEY_HEADER = 'x-page-key';

/** Why a request is not let in. */
export interface Objection {
  readonly status: number;
  readonly message: string;
}

/**
 * Lets in what comes from the page itself. The Host header must name this very
 * server, so that no other name can be pointed at it; and whatever changes
 * something must show the page's key and come from the page's own origin.
 */
export function objectionTo(
  { headers, method = '' }: IncomingMessage,
  { port, key }: { readonly port: number; readonly key: string },
): Objection | undefined {
  const { host = '', origin } = headers;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
    return { status: 421, message: `This server is not ${host}.` };
  if (method === 'GET') return undefined;
  if (method !== 'POST') return { status: 405, message: `${method} is not understood here.` };
  const site = headers['sec-fetch-site'];
  const isForeign =
    (origin !== undefined && origin !== `http://${host}`) ||
    (site !== undefined && site !== 'same-origin');
  if (isForeign) return { status: 403, message: 'Only the page itself may do that.' };
  return isSame(String(headers[KEY_HEADER]), key)
    ? undefined
    : { status: 403, message: 'The key of this page is missing. Load the page again.' };
}

function isSame(shown: string, key: string): boolean {
  const [a, b] = [Buffer.from(shown), Buffer.from(key)];
  return a.length === b.length && timingSafeEqual(a, b);
}
