import { RingmasterError } from '../../domain/errors.ts';
import { after, type Instant } from '../../domain/time.ts';
import type { ReadAnswer } from './transport.ts';

/** A bearer token, and until when it is good. */
export interface Token {
  readonly text: string;
  readonly until: Instant;
}

/** In seconds: what a token server means when it names no lifetime, by Docker's token specification. */
const DEFAULT_LIFETIME = 60;
/** In seconds: whatever it says, after a day another token is asked for. */
const LONGEST_LIFETIME = 86_400;
/** A token is given up this much before its end, as it still has to travel. */
const MARGIN = 0.9;

/**
 * Reads a token server's answer.
 * @throws RingmasterError `access-missing` where it refuses, `outside-garbled` where it makes no sense.
 */
export function readToken({ status, url, bytes }: ReadAnswer, now: Instant): Token {
  if (status === 401 || status === 403) {
    throw new RingmasterError('access-missing', `${url.host} gives no token (${status})`, {
      advice: 'Check the name and password that are set for this registry.',
    });
  }
  if (status !== 200) throw garbled(url, `answers ${status} where a token was asked for`);
  const answer = parsed(bytes, url);
  const text = answer.token ?? answer.access_token;
  if (typeof text !== 'string' || !/^[\x21-\x7e]+$/.test(text)) {
    throw garbled(url, 'answers without a token');
  }
  const { expires_in: seconds } = answer;
  const lifetime = typeof seconds === 'number' && seconds > 0 ? seconds : DEFAULT_LIFETIME;
  return { text, until: after(now, Math.min(lifetime, LONGEST_LIFETIME) * 1000 * MARGIN) };
}

function parsed(bytes: Uint8Array, url: URL): Readonly<Record<string, unknown>> {
  try {
    return { ...JSON.parse(new TextDecoder().decode(bytes)) };
  } catch (cause) {
    throw garbled(url, 'answers with a token that is not JSON', cause);
  }
}

function garbled(url: URL, problem: string, cause?: unknown): RingmasterError {
  return new RingmasterError('outside-garbled', `${url.host} ${problem}`, { cause });
}
