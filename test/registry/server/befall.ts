import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, type Call, plain } from './answer.ts';
import type { Fault } from './faults.ts';
import { pullManifest } from './manifest-routes.ts';
import { answerTo, type House, placeOf } from './routes.ts';

/** What comes of a request: an answer, half of one, or none. */
export type Outcome =
  | { readonly kind: 'whole' | 'half'; readonly answer: Answer }
  | { readonly kind: 'none' };

const NONE: Outcome = { kind: 'none' };

/** The outcome of a request that a fault befalls, or none. */
export async function befall(fault: Fault | undefined, call: Call, house: House): Promise<Outcome> {
  switch (fault?.kind) {
    case 'status':
      return whole(plain(fault.status, fault.headers));
    case 'status-after-effect':
      answerTo(call, house);
      return whole(plain(fault.status));
    case 'reset':
      return NONE;
    case 'reset-after-effect':
      answerTo(call, house);
      return NONE;
    case 'cut':
      return { kind: 'half', answer: answerTo(call, house) };
    case 'hang':
      return new Promise(() => {});
    case 'slow':
      await pause(fault.ms);
      return whole(answerTo(call, house));
    default:
      return whole(fault === undefined ? answerTo(call, house) : untrue(fault, call, house));
  }
}

function whole(answer: Answer): Outcome {
  return { kind: 'whole', answer };
}

/** An answer that looks sound and is not. */
function untrue(
  fault: Extract<Fault, { kind: 'announce' | 'serve' | 'tamper' | 'stale' }>,
  call: Call,
  { storage, ...house }: House,
): Answer {
  const { path, rest } = placeOf(call) ?? { path: '', rest: '' };
  if (fault.kind === 'serve') return pullManifest(storage.manifest(path, fault.digest), call);
  if (fault.kind === 'stale') return pullManifest(storage.formerly(path, rest), call);
  const answer = answerTo(call, { storage, ...house });
  if (fault.kind === 'tamper') {
    return { ...answer, body: Buffer.concat([answer.body, Buffer.from(' ')]) };
  }
  const { 'docker-content-digest': _true, ...headers } = answer.headers;
  const lie = fault.digest === undefined ? {} : { 'docker-content-digest': fault.digest };
  return { ...answer, headers: { ...headers, ...lie } };
}
