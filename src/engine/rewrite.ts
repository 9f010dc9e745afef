import { messageOf, RingmasterError } from '../domain/errors.ts';
import { after, type Instant } from '../domain/time.ts';
import type { Card } from '../plugin/store.ts';
import type { Session } from './session.ts';

export interface Rewriting {
  readonly text: string;
  /** Nobody has seen it yet, so that it is not held back. */
  readonly first?: boolean;
  write(): Promise<unknown>;
}

/**
 * Writes a text that differs from what stands there; changes that nobody waits
 * for are gathered.
 *
 * GitHub has no way to say "only if nothing else came between": an earlier change
 * whose outcome is unknown may come to pass after a later one. Where that can be,
 * the text is written once more when the earlier one must have settled.
 * @returns whether the text stands there for good.
 */
export async function rewrite(
  session: Session,
  card: Card,
  rewriting: Rewriting,
): Promise<boolean> {
  const { engine } = session;
  const { text, first = false } = rewriting;
  const hash = engine.hash(text);
  const settled =
    card.unsure === undefined ? undefined : after(card.unsure, engine.settings.settle);
  const overdue = settled !== undefined && settled <= session.now();
  if (settled !== undefined && !overdue) session.lookAgain(settled);
  if (hash === card.hash && !overdue) return settled === undefined;
  const due = after(card.writtenAt, engine.settings.gather);
  if (!session.urgent && !first && due > session.now()) {
    session.lookAgain(due);
    return false;
  }
  const earlier = overdue ? undefined : card.unsure;
  const written = await attempt(session, { card, rewriting });
  if (!written) return false;
  await session.commit({
    cards: [{ ...sure(card, earlier), hash, writtenAt: session.now() }],
  });
  return earlier === undefined;
}

interface Attempt {
  readonly card: Card;
  readonly rewriting: Rewriting;
}

async function attempt(session: Session, { card, rewriting }: Attempt): Promise<boolean> {
  const { engine } = session;
  await session.commit({ cards: [{ ...card, unsure: session.now() }] });
  try {
    await rewriting.write();
    return true;
  } catch (error) {
    if (!(error instanceof RingmasterError) || error.code === 'lease-lost') throw error;
    engine.log.warn('a card could not be written', { card: card.key, error: messageOf(error) });
    // An earlier change that may still come to pass is not forgotten over that.
    if (isRefusal(error)) await session.commit({ cards: [card] });
    session.lookAgain(after(session.now(), error.wait ?? engine.settings.poll));
    return false;
  }
}

/** What was refused, or never sent, has not happened and will not. */
function isRefusal({ code, retry }: RingmasterError): boolean {
  return !retry || code === 'outside-limited';
}

function sure(card: Card, earlier: Instant | undefined): Card {
  const { unsure: _, ...rest } = card;
  return earlier === undefined ? rest : { ...rest, unsure: earlier };
}
