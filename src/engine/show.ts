import type { Decision } from '../domain/decide.ts';
import { messageOf, RingmasterError } from '../domain/errors.ts';
import { after } from '../domain/time.ts';
import type { Card } from '../plugin/store.ts';
import { ringCard, waitingCard } from '../show/card.ts';
import { issueBody } from '../show/issue-body.ts';
import { BODY_LIMIT } from '../show/limit.ts';
import { effectMark, withManaged } from '../show/marks.ts';
import type { Presentation } from '../show/presentation.ts';
import { effectOf } from './perform.ts';
import { presentationOf } from './presentations.ts';
import type { Session } from './session.ts';
import { issueTitle } from './tracking-issue.ts';
import { comment, writtenAs } from './writings.ts';

/**
 * Brings what people see up to date: a card a ring, and our block of the issue.
 * Nothing is written that stands there already, and nothing is read for that.
 * @returns whether everything is as it should be.
 */
export async function show(session: Session, decision: Decision): Promise<boolean> {
  const presentation = presentationOf(session, decision);
  let complete = true;
  for (const [index, { ring }] of decision.rings.entries()) {
    const isOpen = index <= decision.ring;
    if (!isOpen && !session.cards.has(cardKey(ring.name))) continue;
    const text = isOpen ? ringCard(presentation, index) : waitingCard(presentation, index);
    if (!(await showCard(session, ring.name, text))) complete = false;
  }
  const titled = await showTitle(session);
  return (await showIssue(session, presentation)) && titled && complete;
}

function cardKey(ring: string): string {
  return `ring/${ring}`;
}

async function showCard(session: Session, ring: string, text: string): Promise<boolean> {
  const key = cardKey(ring);
  const known = session.cards.get(key);
  if (known === undefined) return firstCard(session, { ring, key, text });
  const id = known.comment;
  if (id === undefined) return true;
  return rewrite(session, known, {
    text,
    write: async () =>
      (await session.forge.issues.editComment(id, withMark(session, ring, text))).at,
  });
}

async function firstCard(
  session: Session,
  { ring, key, text }: { readonly ring: string; readonly key: string; readonly text: string },
): Promise<boolean> {
  if (!(await comment(session, { kind: 'card', target: ring, text }))) return false;
  const written = writtenAs(session, 'card', ring);
  if (written === undefined) return false;
  const { hash, clock } = session.engine;
  const candidate = session.current.candidate.n;
  const shown = session.history.shown.some((each) => each.candidate === candidate);
  await session.commit({
    cards: [{ key, comment: written.id, hash: hash(text), writtenAt: clock.now() }],
    events: shown ? [] : [{ kind: 'shown', candidate, comment: written.id, at: written.at }],
  });
  return true;
}

function withMark({ engine, history }: Session, ring: string, text: string): string {
  const about = { release: history.release.id, kind: 'card', target: ring } as const;
  return `${effectMark(effectOf(engine.hash, about, { class: 'marker', what: {} }).id)}\n${text}`;
}

/** People may have written around our block, so that it is read before it is replaced. */
async function showIssue(session: Session, presentation: Presentation): Promise<boolean> {
  const { forge, row, engine, cards } = session;
  const number = row.issue;
  if (number === undefined) return false;
  const shown = cards.get('issue');
  const known = shown ?? {
    key: 'issue',
    comment: undefined,
    hash: '',
    writtenAt: engine.clock.now(),
  };
  return rewrite(session, known, {
    text: issueBody(presentation),
    first: shown === undefined,
    write: async () => {
      const before = (await forge.issues.get(number))?.body ?? '';
      const room = BODY_LIMIT - withManaged(before, '').length;
      const body = withManaged(before, issueBody(presentation, room));
      // What people wrote fills the issue: it is theirs, and the cards say the rest.
      if (body !== before && body.length <= BODY_LIMIT) await forge.issues.edit(number, { body });
      return engine.clock.now();
    },
  });
}

/** The title follows what is released; a name that people gave the issue is left alone. */
async function showTitle(session: Session): Promise<boolean> {
  const { forge, row, engine, cards } = session;
  const number = row.issue;
  const title = issueTitle(session);
  const known = cards.get('title');
  if (number === undefined) return false;
  if (known === undefined) {
    const card = {
      key: 'title',
      comment: undefined,
      hash: engine.hash(title),
      writtenAt: engine.clock.now(),
    };
    await session.commit({ cards: [card] });
    return true;
  }
  return rewrite(session, known, {
    text: title,
    write: () => forge.issues.edit(number, { title }),
  });
}

interface Rewriting {
  readonly text: string;
  readonly first?: boolean;
  write(): Promise<unknown>;
}

/** Writes a text that differs from what stands there; changes that nobody waits for are gathered. */
async function rewrite(
  session: Session,
  card: Card,
  { text, first = false, write }: Rewriting,
): Promise<boolean> {
  const { engine, urgent } = session;
  const hash = engine.hash(text);
  if (hash === card.hash) return true;
  const due = after(card.writtenAt, engine.settings.gather);
  if (!urgent && !first && due > engine.clock.now()) {
    session.lookAgain(due);
    return false;
  }
  try {
    await write();
  } catch (error) {
    if (!(error instanceof RingmasterError)) throw error;
    engine.log.warn('a card could not be written', { card: card.key, error: messageOf(error) });
    session.lookAgain(after(engine.clock.now(), engine.settings.poll));
    return false;
  }
  await session.commit({ cards: [{ ...card, hash, writtenAt: engine.clock.now() }] });
  return true;
}
