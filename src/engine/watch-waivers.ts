import type { Decision } from '../domain/decide.ts';
import type { LedgerLine } from '../domain/effect.ts';
import { code, person, say } from '../domain/prose.ts';
import { after, between, clock, formatDuration, type Instant } from '../domain/time.ts';
import type { NotedWaiver } from '../domain/waiver.ts';
import { planReply } from './answer.ts';
import type { Session } from './session.ts';

const DAY = 24 * 3_600_000;

/**
 * Says that a waiver on which the open ring rests ends soon, once: a day before, or when
 * three quarters of its time are over. The release is looked at again then, and at the end.
 */
export async function watchWaivers(session: Session, { rings, ring }: Decision): Promise<void> {
  const now = session.now();
  const waivers = rings[ring]?.steps.flatMap(({ waived }) => waived?.by ?? []) ?? [];
  for (const waiver of waivers) {
    const warned = warningOf(waiver);
    session.lookAgain(now < warned ? warned : waiver.until);
  }
  const due = waivers
    .filter((waiver) => warningOf(waiver) <= now)
    .map((waiver) => warning(session, waiver))
    .filter(({ effect }) => !session.ledger.has(effect.id));
  if (due.length > 0) await session.commit({ ledger: due });
}

function warningOf({ at, until }: NotedWaiver): Instant {
  const quarter = between(at, until) / 4;
  return after(until, -Math.min(DAY, quarter));
}

function warning(session: Session, { id, step, by, until }: NotedWaiver): LedgerLine {
  const left = { words: formatDuration(between(session.now(), until)) };
  const words = say`the waiver of ${code(step)} by ${person(by.login)} ends in ${left}, at ${{ words: clock(until) }}. From then on ${code(step)} holds the release up again, unless it has passed by then, or somebody who may says ${code(`/waive ${step} until <date> because …`)}`;
  return planReply(session, { target: `waiver ${id} ends`, words });
}
