import { RingmasterError } from '../../../domain/errors.ts';
import type { Duration } from '../../../domain/time.ts';
import { Garbled, statusOf } from '../failures.ts';
import { errorsIn } from '../governor/answers.ts';
import type { Ask } from '../governor/ask.ts';
import type { Caller, Line } from './caller.ts';
import { repeating } from './repeat.ts';

/** How long a write may take: what GitHub has begun is better waited for than looked for. */
const ONE_WRITE: Duration = 15_000;

/** A write is not sent any more where getting a token for it took longer than this. */
const PREPARING: Duration = 5000;

/** A request that is to be made, and who makes it. */
interface Errand {
  readonly line: Line;
  readonly caller: Caller;
  readonly ask: Ask;
}

/** Sends it once, with this token, and gives up after that time. */
type Send<T> = (token: string | undefined, time: Duration) => Promise<T>;

/** Makes a request within GitHub's limits: a read is tried again, a write is sent once. */
export function conduct<T>(errand: Errand, send: Send<T>): Promise<T> {
  const { line, ask } = errand;
  if (ask.intent === 'read')
    return repeating(line.clock, (timeLeft) =>
      authorized(errand, (token) => send(token, timeLeft())),
    );
  const begun = Date.parse(line.clock.now());
  return authorized(errand, (token) => {
    if (Date.parse(line.clock.now()) - begun > PREPARING)
      throw new RingmasterError('outside-unreachable', 'GitHub: it took too long to get a token');
    return send(token, ONE_WRITE);
  });
}

/** A token that was revoked, or has expired by GitHub's clock, is replaced once: nothing was done with it. */
async function authorized<T>(
  errand: Errand,
  send: (token: string | undefined) => Promise<T>,
): Promise<T> {
  const given = await tokenOf(errand, false);
  try {
    return await governed(errand, () => send(given));
  } catch (error) {
    if (statusOf(error) !== 401) throw error;
    const other = await tokenOf(errand, true);
    if (other === given) throw error;
    return await governed(errand, () => send(other));
  }
}

async function tokenOf({ caller }: Errand, fresh: boolean): Promise<string | undefined> {
  return caller.token?.({ fresh });
}

async function governed<T>({ line, caller, ask }: Errand, send: () => Promise<T>): Promise<T> {
  const answer = await line.governor.run(caller.scope, ask, send);
  complain(answer, ask);
  return answer;
}

/** Octokit takes whatever came as an answer, also a part of one. */
function complain(answer: unknown, { intent }: Ask): void {
  const status = statusOf(answer);
  if (status === undefined || status === 204 || status === 205) return;
  if (status >= 300)
    throw new RingmasterError('outside-refused', 'GitHub sends us to another server');
  const data = typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : '';
  if (typeof data !== 'object' || data === null || data instanceof ArrayBuffer)
    throw new Garbled('its answer is cut off, or no JSON');
  const errors = errorsIn(data);
  if (intent === 'read' && errors.length > 0 && errors.every(({ type }) => type === undefined))
    throw new Garbled('it could not find an answer');
}
