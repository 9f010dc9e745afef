import { isUtf8 } from 'node:buffer';
import { messageOf } from '../../domain/errors.ts';
import type { Log } from '../../plugin/log.ts';
import type { Meter } from '../../plugin/meter.ts';
import type { Deliveries, Delivery } from '../../plugin/store.ts';
import { SignatureCheck } from '../signature.ts';
import { type Envelope, type Headers, type Refusal, readEnvelope } from './envelope.ts';
import { Gathering } from './gathering.ts';
import type { Room, Stay } from './room.ts';

export interface TakeInOptions {
  /** Two while a secret is being replaced, the newer one first. */
  readonly secrets: readonly string[];
  readonly deliveries: Pick<Deliveries, 'accept'>;
  readonly meter: Pick<Meter, 'delivery'>;
  readonly log: Log;
  readonly room: Room;
}

/** A request, as far as taking it in goes; its body is read once, and perhaps not to its end. */
export interface Incoming {
  readonly headers: Headers;
  readonly body: AsyncIterable<Uint8Array>;
}

/** What the sender is told. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The rest of the body is not wanted. */
  readonly close?: boolean;
  /** When to try again, in seconds. */
  readonly retryAfter?: number;
}

/** GitHub sends nothing above 25 MB. */
const LARGEST = 26 * 1024 * 1024;

/** How long whoever found no room or no store is asked to wait, in seconds. */
const RETRY_AFTER = 10;

const TOO_LARGE: Answer = { status: 413, text: 'larger than any webhook of GitHub', close: true };
const NO_ROOM: Answer = {
  status: 503,
  text: 'too much is arriving at once; deliver it again',
  close: true,
  retryAfter: RETRY_AFTER,
};
const BROKEN_OFF: Answer = { status: 400, text: 'the body broke off', close: true };

/**
 * Takes in a webhook: checked while it streams in, stored, and only then
 * acknowledged. Nothing of the body is understood before its signature fits.
 */
export async function takeIn(incoming: Incoming, options: TakeInOptions): Promise<Answer> {
  const envelope = readEnvelope(incoming.headers);
  if ('status' in envelope) return refuse({ ...envelope, close: true }, options);
  if (envelope.length > LARGEST) return refuse(TOO_LARGE, options);
  const stay = options.room.enter(() => gathering.forget());
  const gathering = new Gathering(stay);
  try {
    const check = new SignatureCheck(options.secrets);
    const problem = await gather(incoming.body, { gathering, stay, check });
    if (problem !== undefined) return refuse(problem, options);
    const delivery = open(envelope, { gathering, check }, options);
    return 'status' in delivery ? refuse(delivery, options) : await store(delivery, options);
  } finally {
    stay.leave();
  }
}

interface Arrival {
  readonly gathering: Gathering;
  readonly stay: Stay;
  readonly check: SignatureCheck;
}

/** @returns why it was given up, if it was. */
async function gather(
  body: AsyncIterable<Uint8Array>,
  { gathering, stay, check }: Arrival,
): Promise<Answer | undefined> {
  try {
    for await (const chunk of body) {
      if (gathering.length + chunk.length > LARGEST) return TOO_LARGE;
      if (!gathering.add(chunk)) return NO_ROOM;
      check.add(chunk);
    }
  } catch {
    // Whoever hung up or was too slow is told so as far as he still listens.
    return BROKEN_OFF;
  }
  return stay.keep() ? undefined : NO_ROOM;
}

/** Who sent it, and whether it is text at all: a database could not keep it letter for letter else. */
function open(
  { id, event, signature }: Envelope,
  { gathering, check }: Pick<Arrival, 'gathering' | 'check'>,
  { log }: TakeInOptions,
): Delivery | Refusal {
  const secret = check.fitting(signature);
  if (secret === undefined) return { status: 401, text: 'the signature does not fit' };
  if (secret > 0) log.info('a webhook was signed with the old secret', { delivery: id });
  const body = gathering.whole();
  if (isUtf8(body) && !body.includes(0)) return { id, event, body: body.toString('utf8') };
  log.warn('a signed webhook is no text', { delivery: id });
  return { status: 400, text: 'the body is no text' };
}

async function store(
  delivery: Delivery,
  { deliveries, meter, log }: TakeInOptions,
): Promise<Answer> {
  try {
    const outcome = await deliveries.accept(delivery);
    meter.delivery(outcome);
    return { status: 202, text: outcome };
  } catch (error) {
    meter.delivery('failed');
    log.error('a delivery could not be stored', {
      delivery: delivery.id,
      error: messageOf(error),
    });
    const text = 'it could not be stored; deliver it again';
    return { status: 503, text, retryAfter: RETRY_AFTER };
  }
}

function refuse(answer: Answer, { meter }: TakeInOptions): Answer {
  meter.delivery('refused');
  return answer;
}
