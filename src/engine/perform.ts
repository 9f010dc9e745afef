import type { Effect, EffectClass, EffectKind, LedgerLine } from '../domain/effect.ts';
import { messageOf, RingmasterError } from '../domain/errors.ts';
import type { Hash } from '../domain/journal.ts';
import { after, type Instant } from '../domain/time.ts';
import type { Engine } from './engine.ts';

/** Whoever keeps a ledger: a release, or a repository for what belongs to none. */
export interface Account {
  readonly engine: Engine;
  /** The release's id, or the repository's key: what goes into the name of every effect. */
  readonly key: string;
  readonly ledger: ReadonlyMap<string, LedgerLine>;
  /** The ledger may have forgotten what was done, so that everything is looked for first. */
  readonly looksFirst: boolean;
  /** The time by the clock that all workers share. */
  now(): Instant;
  /** Stores a line, and knows it from then on. */
  note(line: LedgerLine): Promise<void>;
  lookAgain(at: Instant): void;
}

/** How an effect is carried out, and how it is found out whether it was already. */
export interface Deed {
  /** What there is of it already; undefined where there is nothing. */
  look(): Promise<unknown>;
  /** Makes it; nothing of it may be begun after `until`. */
  make(until: Instant): Promise<unknown>;
}

/** How soon after the intention was noted the last write must have been begun; what settles is reckoned from there. */
const WINDOW = 10_000;

/** After this many attempts that ended in a way nobody foresaw, a person is asked. */
const PATIENCE = 5;

/** What an effect is about. */
interface About {
  readonly account: string;
  readonly kind: EffectKind;
  readonly target: string;
  /** Which time it is done, for what can be undone and done again; 0 where it happens once. */
  readonly turn?: number;
}

/** The name of an intention: the same one always has the same id. */
export function effectOf(
  hash: Hash,
  { account, kind, target, turn = 0 }: About,
  { class: safety, what }: { readonly class: EffectClass; readonly what: unknown },
): Effect {
  const name = [account, kind, target, ...(turn === 0 ? [] : [turn])];
  return { id: hash(name.join('\n')).slice(0, 32), kind, class: safety, target, what };
}

/** The line of an effect that is to be carried out. */
export function planned(effect: Effect): LedgerLine {
  return { effect, state: 'intended', attempts: 0, lastAttempt: undefined, found: undefined };
}

/**
 * Carries out one effect: notes the intention, looks, does it, notes the outcome.
 *
 * What is done already is not done again. Where an earlier attempt has an unknown
 * outcome, the outside is looked at first, and not before it can have settled;
 * what is found is adopted. What the outside refused waits for `/retry`.
 * @returns whether it is done now.
 */
export async function perform(account: Account, effect: Effect, deed: Deed): Promise<boolean> {
  const line = account.ledger.get(effect.id) ?? planned(effect);
  if (line.state !== 'intended') return line.state === 'done';
  const attempted = line.attempts > 0 || account.looksFirst;
  if (attempted && !isSettled(account, line)) return false;
  const begun = account.now();
  await account.note({ ...line, attempts: line.attempts + 1, lastAttempt: begun });
  try {
    return await attempt(account, effect, { deed, attempted });
  } catch (error) {
    return await failed(account, { before: line, error });
  }
}

async function attempt(
  account: Account,
  effect: Effect,
  { deed, attempted }: { readonly deed: Deed; readonly attempted: boolean },
): Promise<boolean> {
  const { meter } = account.engine;
  const found = attempted ? await deed.look() : undefined;
  if (found !== undefined) {
    meter.effect(effect.kind, 'adopted');
    return conclude(account, effect, { state: 'done', found });
  }
  if (attempted && effect.class === 'blind') return giveUp(account, effect);
  const made = await deed.make(latestStart(account, effect));
  meter.effect(effect.kind, 'done');
  return conclude(account, effect, { state: 'done', found: made ?? null });
}

/**
 * Until when the writes of an attempt may be begun. Whoever takes over waits from
 * the noted intention on, so that nothing may leave us long after it.
 * @throws RingmasterError `outside-unreachable` where looking took too long: the next attempt begins anew.
 */
function latestStart(account: Account, { id, target }: Effect): Instant {
  const begun = account.ledger.get(id)?.lastAttempt ?? account.now();
  const until = after(begun, WINDOW);
  if (account.now() > until)
    throw new RingmasterError('outside-unreachable', `${target}: looking for it took too long`);
  return until;
}

/** What was done a moment ago may not be seen yet; to look too early is to do it twice. */
function isSettled(account: Account, { lastAttempt }: LedgerLine): boolean {
  if (lastAttempt === undefined) return true;
  const visible = after(lastAttempt, account.engine.settings.settle);
  if (visible <= account.now()) return true;
  account.lookAgain(visible);
  return false;
}

async function failed(
  account: Account,
  { before, error }: { readonly before: LedgerLine; readonly error: unknown },
): Promise<boolean> {
  const { engine } = account;
  const { effect } = before;
  if (error instanceof RingmasterError && error.code === 'lease-lost') throw error;
  const attempts = account.ledger.get(effect.id)?.attempts ?? 1;
  const about = { effect: effect.kind, target: effect.target, error: messageOf(error) };
  engine.log.warn('an effect failed', about);
  const refusal = refusalIn(error, effect, attempts);
  engine.meter.effect(effect.kind, refusal === undefined ? 'unknown' : 'refused');
  if (refusal !== undefined) {
    await conclude(account, effect, { state: 'failed', found: refusal });
    return false;
  }
  if (nothingLeftUs(effect, error)) await account.note(before);
  else if (wasRefused(error)) await account.note({ ...before, attempts, lastAttempt: undefined });
  account.lookAgain(after(account.now(), pauseAfter(error, attempts)));
  return false;
}

/** What is not worth trying again by itself, in words for those who may help. */
function refusalIn(error: unknown, effect: Effect, attempts: number) {
  if (!(error instanceof RingmasterError))
    return attempts < PATIENCE
      ? undefined
      : { reason: 'an error inside Ringmaster, whose log says more', advice: undefined };
  if (error.retry || isTriedAgain(effect, attempts)) return undefined;
  return { reason: error.message, advice: error.advice };
}

/** Nothing was done, and it need not settle. */
function wasRefused(error: unknown): boolean {
  return error instanceof RingmasterError && !error.retry;
}

const PERSISTENT: ReadonlySet<EffectKind> = new Set(['issue', 'card', 'close', 'hold', 'resume']);

/**
 * GitHub may refuse what it has just made room for, or while an App is suspended.
 * Without its pages a release cannot go on, and nobody could say `/retry` on them;
 * and what is to be held must not go through because one call was refused. These are
 * tried for ever; an answer or a fix is given up after a while.
 */
function isTriedAgain({ kind }: Effect, attempts: number): boolean {
  if (PERSISTENT.has(kind)) return true;
  const isOffered = kind === 'reply' || kind === 'reaction' || kind === 'mend';
  return isOffered && attempts < PATIENCE;
}

/** A limit is known before anything is sent, and what bears a mark is one write: it need not be looked for. */
function nothingLeftUs(effect: Effect, error: unknown): boolean {
  const isLimited = error instanceof RingmasterError && error.code === 'outside-limited';
  return isLimited && effect.class === 'marker';
}

function pauseAfter(error: unknown, attempts: number): number {
  const wait = error instanceof RingmasterError ? error.wait : undefined;
  return wait ?? Math.min(1000 * 2 ** attempts, 300_000);
}

/** What cannot be looked up is never done twice: a person has to say whether it happened. */
async function giveUp(account: Account, effect: Effect): Promise<boolean> {
  const reason = 'it is not known whether this happened, and it cannot be looked up';
  await conclude(account, effect, { state: 'failed', found: { reason, advice: undefined } });
  return false;
}

async function conclude(
  account: Account,
  effect: Effect,
  { state, found }: { readonly state: 'done' | 'failed'; readonly found: unknown },
): Promise<boolean> {
  const before = account.ledger.get(effect.id) ?? planned(effect);
  await account.note({ ...before, effect, state, found });
  return true;
}
