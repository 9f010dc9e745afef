import { createHash } from 'node:crypto';
import { bytesOf } from './answer.ts';
import type { Arrival } from './desk.ts';
import type { Answer } from './route.ts';

/**
 * An answer to a read with its ETag, or 304 for a client that has it already.
 * As on GitHub the tag is bound to the token, so a new token knows nothing.
 */
export function withEtag({ method, headers }: Arrival, answer: Answer): Answer {
  if (method !== 'GET' || answer.status !== 200) return answer;
  const { accept = '', authorization = '' } = headers;
  const hash = createHash('sha256').update(`${accept}:${authorization}:`);
  const etag = `W/"${hash.update(bytesOf(answer.body)).digest('hex')}"`;
  const tagged = { ...answer, headers: { ...answer.headers, etag } };
  return headers['if-none-match'] === etag ? { ...tagged, status: 304, body: undefined } : tagged;
}
