import { decide } from '../domain/decide.ts';
import { after, type Instant } from '../domain/time.ts';
import { act } from './act.ts';
import { answer } from './answer.ts';
import { listen } from './listen.ts';
import { note } from './note.ts';
import { noteGaps } from './note-gaps.ts';
import { noteShown } from './note-shown.ts';
import { byStep, observe } from './observe.ts';
import type { Session } from './session.ts';
import { show } from './show.ts';
import { ensureIssue } from './tracking-issue.ts';
import { decisionView } from './views.ts';
import { watchWaivers } from './watch-waivers.ts';

/** After this many rounds without coming to rest something is wrong, and the next wake goes on. */
const ROUNDS = 20;

/** Goes round the loop until nothing is left to do now: hear, look, decide, act, show. */
export async function reconcile(session: Session): Promise<void> {
  const isNew = session.row.issue === undefined;
  await noteGaps(session);
  if (!(await ensureIssue(session))) return;
  // Only now is it known which issue to compare with.
  if (isNew) await noteGaps(session);
  for (let round = 0; round < ROUNDS; round += 1) if (!(await goRound(session))) return;
  session.lookAgain(after(session.now(), session.engine.settings.poll));
}

/**
 * One round. Whoever said something sees the card change before anything is
 * carried out; else a card is written once, when the loop has come to rest.
 * @returns whether something was done that asks for another round.
 */
async function goRound(session: Session): Promise<boolean> {
  const heard = await listen(session);
  await answer(session, 'reaction');
  if (session.history.closed !== undefined) {
    await finish(session);
    return false;
  }
  const seenAt = session.now();
  const first = await observe(session);
  await note(session, first);
  // What was noted may ask for more: once a fact has moved, whatever is underway is to be held.
  const looks = await observe(session, first);
  const decision = decide(decisionView(session, byStep(looks)));
  if (heard) await show(session, decision);
  if (await act(session, decision.actions, seenAt)) return true;
  await show(session, decision);
  await watchWaivers(session, decision);
  await answer(session, 'reply');
  await noteShown(session);
  const { steps = [], promote = [] } = decision.rings[decision.ring] ?? {};
  waitForMachines(session, [...steps, ...promote]);
  return false;
}

/** The last card names the head of the journal; once it stands there and everybody is answered, nothing is left. */
async function finish(session: Session): Promise<void> {
  await answer(session, 'reply');
  // Answers are entries of the journal, too: its head is shown when there will be no more.
  if (owesAnswers(session)) return;
  const shown = await show(session, decide(decisionView(session, new Map())));
  if (shown) await session.commit({ isOpen: false });
}

function owesAnswers({ ledger }: Session): boolean {
  return [...ledger.values()].some(
    ({ effect: { kind }, state }) =>
      state === 'intended' && (kind === 'reaction' || kind === 'reply'),
  );
}

type Rows = readonly {
  readonly state: string;
  readonly awaitsMachine?: boolean;
  readonly until?: Instant;
  readonly placement?: { readonly state: string };
}[];

/** What no webhook tells, such as an image that appears, is looked at again after a while; what time changes, when it does. */
function waitForMachines(session: Session, rows: Rows): void {
  const { settings } = session.engine;
  for (const { until } of rows) if (until !== undefined) session.lookAgain(until);
  const waits = rows.some(
    ({ state, awaitsMachine = false, placement, until }) =>
      awaitsMachine ||
      (state === 'pending' && until === undefined) ||
      state === 'error' ||
      placement?.state === 'underway',
  );
  if (waits) session.lookAgain(after(session.now(), settings.poll));
}
