import type { Effect, EffectClass, EffectKind, LedgerLine } from '../domain/effect.ts';
import { messageOf, RingmasterError } from '../domain/errors.ts';
import type { Hash } from '../domain/journal.ts';
import { after } from '../domain/time.ts';
import type { Session } from './session.ts';

/** How an effect is carried out, and how it is found out whether it was already. */
export interface Deed {
  /** What there is of it already; undefined where there is nothing. */
  look(): Promise<unknown>;
  make(): Promise<unknown>;
}

/** The name of an intention: the same one always has the same id. */
export function effectOf(
  hash: Hash,
  about: { readonly release: string; readonly kind: EffectKind; readonly target: string },
  { class: kind, what }: { readonly class: EffectClass; readonly what: unknown },
): Effect {
  const id = hash([about.release, about.kind, about.target].join('\n')).slice(0, 32);
  return { id, kind: about.kind, class: kind, target: about.target, what };
}

/**
 * Carries out one effect: notes the intention, looks, does it, notes the outcome.
 *
 * What is done already is not done again. Where an earlier attempt has an unknown
 * outcome, the outside is looked at first, and not before it can have settled;
 * what is found is adopted. What the outside refused waits for `/retry`.
 * @returns whether it is done now.
 */
export async function perform(session: Session, effect: Effect, deed: Deed): Promise<boolean> {
  const line = session.ledger.get(effect.id);
  if (line !== undefined && line.state !== 'intended') return line.state === 'done';
  const attempted = line !== undefined && line.attempts > 0;
  if (attempted && !isSettled(session, line)) return false;
  await intend(session, effect, line);
  try {
    return await attempt(session, effect, { deed, attempted });
  } catch (error) {
    return await failed(session, effect, error);
  }
}

async function attempt(
  session: Session,
  effect: Effect,
  { deed, attempted }: { readonly deed: Deed; readonly attempted: boolean },
): Promise<boolean> {
  const found = attempted ? await deed.look() : undefined;
  if (found === undefined && attempted && effect.class === 'blind') return giveUp(session, effect);
  await conclude(session, effect, { state: 'done', found: found ?? (await deed.make()) ?? null });
  return true;
}

/** What was done a moment ago may not be seen yet; to look too early is to do it twice. */
function isSettled(session: Session, { lastAttempt }: LedgerLine): boolean {
  if (lastAttempt === undefined) return true;
  const visible = after(lastAttempt, session.engine.settings.settle);
  if (visible <= session.engine.clock.now()) return true;
  session.lookAgain(visible);
  return false;
}

async function intend(
  session: Session,
  effect: Effect,
  before: LedgerLine | undefined,
): Promise<void> {
  const { engine, current, history } = session;
  const line: LedgerLine = {
    effect,
    state: 'intended',
    attempts: (before?.attempts ?? 0) + 1,
    lastAttempt: engine.clock.now(),
    found: undefined,
  };
  const { id, kind, target } = effect;
  const candidate = current.candidate.n;
  const noted = history.effects.has(id);
  await session.commit({
    ledger: [line],
    events: noted ? [] : [{ kind: 'intended', effect: id, of: kind, target, candidate }],
  });
}

async function failed(session: Session, effect: Effect, error: unknown): Promise<boolean> {
  const { engine } = session;
  const attempts = session.ledger.get(effect.id)?.attempts ?? 1;
  engine.log.warn('an effect failed', {
    effect: effect.kind,
    target: effect.target,
    error: messageOf(error),
  });
  if (error instanceof RingmasterError && error.code === 'lease-lost') throw error;
  if (error instanceof RingmasterError && !error.retry) {
    await conclude(session, effect, {
      state: 'failed',
      found: { reason: error.message, advice: error.advice },
    });
    return false;
  }
  session.lookAgain(after(engine.clock.now(), Math.min(1000 * 2 ** attempts, 300_000)));
  return false;
}

/** What cannot be looked up is never done twice: a person has to say whether it happened. */
async function giveUp(session: Session, effect: Effect): Promise<boolean> {
  const reason = 'it is not known whether this happened, and it cannot be looked up';
  await conclude(session, effect, { state: 'failed', found: { reason, advice: undefined } });
  return false;
}

async function conclude(
  session: Session,
  effect: Effect,
  { state, found }: { readonly state: 'done' | 'failed'; readonly found: unknown },
): Promise<void> {
  const before = session.ledger.get(effect.id);
  const line: LedgerLine = {
    effect,
    state,
    attempts: before?.attempts ?? 1,
    lastAttempt: before?.lastAttempt,
    found,
  };
  await session.commit({
    ledger: [line],
    events: [{ kind: 'outcome', effect: effect.id, state, found }],
  });
}
