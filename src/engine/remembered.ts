import type { LedgerLine } from '../domain/effect.ts';
import type { Placement } from '../domain/placement.ts';
import type { Step } from '../domain/process.ts';
import { code, type Prose, say } from '../domain/prose.ts';
import { after } from '../domain/time.ts';
import { publishEffect, stepIn } from './publish-effect.ts';
import type { Session } from './session.ts';

/**
 * What a look found, in the light of what was done before: where nothing is to
 * be seen of something that was made or refused, it is not made again by itself,
 * and a hold that is not ours is left to those who set it.
 */
export function remembered(session: Session, step: Step, placement: Placement): Placement {
  if (placement.held === true && !isHeldByUs(session, step))
    return { ...placement, heldByOthers: true, advice: [say`whoever holds it lets it go on`] };
  const undone = { absent: ['draft', 'publish'], drafted: ['publish'] } as const;
  if (placement.state !== 'absent' && placement.state !== 'drafted') return placement;
  const lines = undone[placement.state].flatMap(
    (kind) => session.ledger.get(publishEffect(session, kind, step).id) ?? [],
  );
  const refused = lines.find(({ state }) => state === 'failed');
  if (refused !== undefined)
    return { state: 'unknown', reason: refusal(refused), advice: adviceIn(refused) };
  const made = lines.find(({ state }) => state === 'done');
  return made === undefined ? placement : unseen(session, made);
}

/**
 * Whether our last word on it was to hold it, whichever candidate that was for.
 * A word whose outcome is unknown is ours in any case: what stands there is what
 * it found, or what it made.
 */
function isHeldByUs({ ledger }: Session, { name }: Step): boolean {
  const last = [...ledger.values()]
    .filter(({ effect: { kind, target } }) => isHolding(kind) && stepIn(target) === name)
    .filter(({ state, lastAttempt }) => state !== 'failed' && lastAttempt !== undefined)
    .toSorted((a, b) => (a.lastAttempt ?? '').localeCompare(b.lastAttempt ?? ''))
    .at(-1);
  return last?.effect.kind === 'hold' || last?.state === 'intended';
}

function isHolding(kind: LedgerLine['effect']['kind']): boolean {
  return kind === 'hold' || kind === 'resume';
}

function unseen({ engine, now }: Session, { lastAttempt }: LedgerLine): Placement {
  const visible = after(lastAttempt ?? now(), engine.settings.settle);
  if (now() < visible) return { state: 'underway', reason: say`made, but not to be seen yet` };
  return {
    state: 'unknown',
    reason: say`it was made, and cannot be found any more`,
    advice: [say`${code('/retry')} makes it again`],
  };
}

function refusal(line: LedgerLine): Prose {
  return say`refused: ${textIn(line, 'reason') ?? 'nobody knows why'}`;
}

function adviceIn(line: LedgerLine): readonly Prose[] {
  const advice = textIn(line, 'advice');
  return [...(advice === undefined ? [] : [say`${advice}`]), say`then say ${code('/retry')}`];
}

/** A word of what the outside answered, as `perform` noted it. */
export function textIn(
  { found }: Pick<LedgerLine, 'found'>,
  key: 'reason' | 'advice' | 'address',
): string | undefined {
  if (typeof found !== 'object' || found === null) return undefined;
  const value: unknown = Object.entries(found).find(([name]) => name === key)?.[1];
  return typeof value === 'string' ? value : undefined;
}
