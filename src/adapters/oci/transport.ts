import { RingmasterError } from '../../domain/errors.ts';
import type { Duration, Instant } from '../../domain/time.ts';
import type { Clock } from '../../plugin/clock.ts';
import { discardBody, readBody } from '../guard/read-body.ts';
import type { Guard, GuardedAnswer } from '../guard.ts';

/** As much of the clock as a client needs: to know when a token ends, and to wait before it asks again. */
export type Waiting = Pick<Clock, 'now' | 'sleep'>;

/** A request that changes nothing and may therefore be sent again. */
interface Read {
  readonly method: 'GET' | 'HEAD';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The most bytes that the body may have. */
  readonly limit: number;
  /** Whether a redirect to another host is followed, to which no header that may be secret goes. */
  readonly acrossHosts?: boolean;
}

/** An answer with its whole body; `url` is where it came from, after all redirects. */
export interface ReadAnswer extends Omit<GuardedAnswer, 'body'> {
  readonly bytes: Uint8Array;
}

/** Sends reads until one of them is answered. */
export interface Transport {
  /**
   * Any answer but 429 and the 5xx that pass by themselves is handed back.
   * @throws RingmasterError `outside-unreachable` once the attempts are used up,
   * or whatever the guard refuses.
   */
  read(read: Read): Promise<ReadAnswer>;
}

const ATTEMPTS = 4;
const FIRST_WAIT = 500;
/** Longer than this nobody waits inside a request: the sweep comes back anyway. */
const LONGEST_WAIT = 30_000;
const PASSING: readonly number[] = [429, 500, 502, 503, 504];

/** Builds a transport. `timeoutMs` is for one attempt, from the connection to the last byte. */
export function createTransport({
  guard,
  clock,
  timeoutMs,
}: {
  readonly guard: Guard;
  readonly clock: Waiting;
  readonly timeoutMs: Duration;
}): Transport {
  async function attempt({ url, limit, ...request }: Read): Promise<ReadAnswer> {
    const answer = await guard.request(url, { ...request, timeoutMs });
    const what = `the answer of ${url.host}`;
    if (request.method === 'HEAD') await discardBody(answer.body, what);
    const bytes =
      request.method === 'HEAD' ? new Uint8Array() : await readBody(answer.body, { limit, what });
    return { status: answer.status, headers: answer.headers, url: answer.url, bytes };
  }

  async function read(wanted: Read): Promise<ReadAnswer> {
    for (let tried = 1; ; tried += 1) {
      const outcome = await attempt(wanted).catch(passing);
      if (!(outcome instanceof RingmasterError) && !PASSING.includes(outcome.status))
        return outcome;
      const wait = waitFor(outcome, tried, clock.now());
      if (tried === ATTEMPTS || wait > LONGEST_WAIT) throw givenUp(outcome, wanted.url, tried);
      await clock.sleep(wait);
    }
  }

  return { read };
}

/** Hands back the errors after which the same request may succeed, and throws the others on. */
function passing(error: unknown): RingmasterError {
  if (error instanceof RingmasterError && error.code === 'outside-unreachable') return error;
  throw error;
}

function waitFor(outcome: ReadAnswer | RingmasterError, tried: number, now: Instant): Duration {
  const usual = FIRST_WAIT * 2 ** (tried - 1);
  if (outcome instanceof RingmasterError) return usual;
  const asked = outcome.headers['retry-after'];
  if (typeof asked !== 'string') return usual;
  if (/^\d{1,9}$/.test(asked)) return Math.max(Number(asked) * 1000, usual);
  const until = Date.parse(asked);
  return Number.isNaN(until) ? usual : Math.max(until - Date.parse(now), usual);
}

function givenUp(outcome: ReadAnswer | RingmasterError, url: URL, tried: number): RingmasterError {
  if (outcome instanceof RingmasterError) return outcome;
  const times = tried === 1 ? 'once' : `${tried} times`;
  const message = `${url.host} answered ${outcome.status}, asked ${times}`;
  const wait = outcome.headers['retry-after'];
  return new RingmasterError('outside-unreachable', message, {
    ...(wait === undefined ? {} : { advice: `It asks to be left alone until: ${wait}` }),
  });
}
