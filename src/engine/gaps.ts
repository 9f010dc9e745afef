import { after, type Duration, type Instant } from '../domain/time.ts';
import type { DeliveryAttempt } from '../plugin/delivery-log.ts';
import type { Gap } from '../plugin/store.ts';
import type { Engine } from './engine.ts';

/** GitHub's log reaches three days back. A day more is asked for, because our clock may be ahead. */
export const REACH: Duration = 4 * 24 * 3_600_000;

/** What somebody at our address acknowledged, and what the store does not know. */
export interface Loss {
  readonly oldest: Instant;
  readonly newest: Instant;
  /** The newest that is known from before it; undefined where these attempts name none. */
  readonly knownBefore: Instant | undefined;
}

/**
 * Looks whether the store has forgotten what it once acknowledged, because it was
 * restored from a backup, and notes that. One request where it has not. It must
 * be asked before anything is done to the outside: what was done in the gap is
 * not in the ledger, and would be done again.
 * @throws RingmasterError where GitHub's log cannot be read.
 */
export async function findGap(engine: Engine): Promise<Gap | undefined> {
  const { store, outside, clock } = engine;
  const seen: DeliveryAttempt[] = [];
  const missing = new Set<string>();
  for await (const page of outside.deliveryLog.attempts(after(clock.now(), -REACH))) {
    seen.push(...page);
    for (const id of await store.deliveries.missing(idsOf(page))) missing.add(id);
    const loss = lossIn(seen, missing);
    if (loss === undefined ? knowsOne(page, missing) : loss.knownBefore !== undefined) break;
  }
  return noteLoss(engine, lossIn(seen, missing));
}

/** What a run of attempts, newest first, says of a loss; `missing` holds what was never accepted. */
export function lossIn(
  attempts: readonly DeliveryAttempt[],
  missing: ReadonlySet<string>,
): Loss | undefined {
  let loss: Loss | undefined;
  for (const { delivery, at, isAcknowledged } of attempts) {
    if (!isAcknowledged) continue;
    if (missing.has(delivery))
      loss = { oldest: at, newest: loss?.newest ?? at, knownBefore: undefined };
    else if (loss !== undefined) loss = { ...loss, knownBefore: loss.knownBefore ?? at };
  }
  return loss;
}

/**
 * Notes a loss as a gap, once. A store that knows nothing from before it counts as
 * one that has lost everything: should it be a new one instead, for an App that was
 * set up elsewhere before, to look twice does no harm.
 */
export async function noteLoss(engine: Engine, loss: Loss | undefined): Promise<Gap | undefined> {
  if (loss === undefined) return undefined;
  const { gaps } = engine.store;
  const from = loss.knownBefore ?? (await newestBefore(engine, loss.oldest)) ?? loss.oldest;
  const noted = (await gaps.all()).some(
    (gap) => gap.from <= loss.oldest && loss.newest <= gap.noticed,
  );
  if (noted) return undefined;
  // Our clock may be behind GitHub's; the whole loss lies before it was noticed all the same.
  const now = engine.clock.now();
  const gap = { from, noticed: now > loss.newest ? now : loss.newest };
  await gaps.add(gap);
  engine.log.error('the store knows less than it once did: it was restored from a backup', {
    from: gap.from,
    until: loss.newest,
  });
  return gap;
}

/** The newest thing in the store from before then, by deliveries and by the journals of open releases. */
async function newestBefore({ store }: Engine, then: Instant): Promise<Instant | undefined> {
  const moments = [await store.deliveries.newest()];
  for (const { id } of await store.releases.open())
    moments.push((await store.releases.load(id))?.entries.at(-1)?.at);
  return moments
    .filter((moment) => moment !== undefined && moment < then)
    .toSorted()
    .at(-1);
}

/** Whether something that was acknowledged lately is known: then nothing before it is lost. */
function knowsOne(page: readonly DeliveryAttempt[], missing: ReadonlySet<string>): boolean {
  return page.some(({ delivery, isAcknowledged }) => isAcknowledged && !missing.has(delivery));
}

/** What a page of the log is about, each once. */
export function idsOf(page: readonly DeliveryAttempt[]): readonly string[] {
  return [...new Set(page.map(({ delivery }) => delivery))];
}
