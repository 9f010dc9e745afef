import { decide } from '../domain/decide.ts';
import { after } from '../domain/time.ts';
import { act } from './act.ts';
import { answer } from './answer.ts';
import { listen } from './listen.ts';
import { note } from './note.ts';
import { byStep, observe } from './observe.ts';
import type { Session } from './session.ts';
import { show } from './show.ts';
import { ensureIssue } from './tracking-issue.ts';
import { decisionView } from './views.ts';

/** After this many rounds without coming to rest something is wrong, and the next wake goes on. */
const ROUNDS = 20;

/** Goes round the loop until nothing is left to do now: hear, look, decide, act, show. */
export async function reconcile(session: Session): Promise<void> {
  if (!(await ensureIssue(session))) return;
  for (let round = 0; round < ROUNDS; round += 1) if (!(await goRound(session))) return;
  session.lookAgain(after(session.engine.clock.now(), session.engine.settings.poll));
}

/**
 * One round. Whoever said something sees the card change before anything is
 * carried out; else a card is written once, when the loop has come to rest.
 * @returns whether something was done that asks for another round.
 */
async function goRound(session: Session): Promise<boolean> {
  const heard = await listen(session);
  await answer(session, 'at once');
  if (session.history.closed !== undefined) {
    await finish(session);
    return false;
  }
  const looks = await observe(session);
  await note(session, looks);
  const decision = decide(decisionView(session, byStep(looks)));
  if (heard) await show(session, decision);
  if (await act(session, decision.actions)) return true;
  await show(session, decision);
  await answer(session, 'after the card');
  waitForMachines(session, decision.rings[decision.ring]?.steps ?? []);
  return false;
}

/** The last card names the head of the journal; once it stands there, nothing is left. */
async function finish(session: Session): Promise<void> {
  const shown = await show(session, decide(decisionView(session, new Map())));
  if (shown) await session.commit({ isOpen: false });
}

type Rows = readonly {
  readonly state: string;
  readonly awaitsMachine?: boolean;
  readonly placement?: { readonly state: string };
}[];

/** What no webhook tells, such as an image that appears, is looked at again after a while. */
function waitForMachines(session: Session, rows: Rows): void {
  const { clock, settings } = session.engine;
  const waits = rows.some(
    ({ state, awaitsMachine = false, placement }) =>
      awaitsMachine || state === 'pending' || state === 'error' || placement?.state === 'underway',
  );
  if (waits) session.lookAgain(after(clock.now(), settings.poll));
}
