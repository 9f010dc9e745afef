import type { Decision } from '../domain/decide.ts';
import { RingmasterError } from '../domain/errors.ts';
import { ringCard, waitingCard } from '../show/card.ts';
import { issueBody } from '../show/issue-body.ts';
import { BODY_LIMIT } from '../show/limit.ts';
import { effectMark, withManaged } from '../show/marks.ts';
import type { Presentation } from '../show/presentation.ts';
import { effectOfCard, markOfIssue } from './own-issue.ts';
import { presentationOf } from './presentations.ts';
import { rewrite } from './rewrite.ts';
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
    write: () => session.forge.issues.editComment(id, withMark(session, ring, text)),
  });
}

async function firstCard(
  session: Session,
  { ring, key, text }: { readonly ring: string; readonly key: string; readonly text: string },
): Promise<boolean> {
  const { spot } = session;
  if (spot === undefined) return false;
  if (!(await comment(session, spot, { kind: 'card', target: ring, text }))) return false;
  const written = writtenAs(session, 'card', ring);
  if (written === undefined) return false;
  const { hash } = session.engine;
  const isAdopted = session.looksFirst || written.attempts > 1 || written.text !== text;
  const candidate = session.current.candidate.n;
  const noted = session.history.shown.some((each) => each.candidate === candidate);
  // What was written before may have shown another candidate, unless there was no other yet.
  const isShown = !noted && (!isAdopted || candidate === 1);
  const card = { key, comment: written.id, hash: hash(text), writtenAt: session.now() };
  await session.commit({
    // What an earlier attempt wrote may say something else by now.
    cards: [isAdopted ? { ...card, hash: '', writtenAt: written.at } : card],
    events: isShown ? [{ kind: 'shown', candidate, comment: written.id, at: written.at }] : [],
  });
  return !isAdopted || showCard(session, ring, text);
}

function withMark(session: Session, ring: string, text: string): string {
  return `${effectMark(effectOfCard(session, ring).id)}\n${text}`;
}

/** People may have written around our block, so that it is read before it is replaced. */
async function showIssue(session: Session, presentation: Presentation): Promise<boolean> {
  const { forge, row, cards } = session;
  const number = row.issue;
  if (number === undefined) return false;
  const shown = cards.get('issue');
  const known = shown ?? {
    key: 'issue',
    comment: undefined,
    hash: '',
    writtenAt: session.now(),
  };
  return rewrite(session, known, {
    text: issueBody(presentation),
    first: shown === undefined,
    write: async () => {
      const before = await bodyOf(session, number);
      const room = BODY_LIMIT - withManaged(before, '').length;
      const body = withManaged(before, issueBody(presentation, room));
      // What people wrote fills the issue: it is theirs, and the cards say the rest.
      if (body !== before && body.length <= BODY_LIMIT) await forge.issues.edit(number, { body });
    },
  });
}

/** What stands there now. An issue that cannot be seen is no empty one: words of people may be in it. */
async function bodyOf(session: Session, number: number): Promise<string> {
  const issue = await session.forge.issues.get(number);
  if (issue === undefined)
    throw new RingmasterError('outside-unreachable', `issue #${number} cannot be seen just now`);
  const mark = markOfIssue(session);
  return mark === undefined || issue.body.includes(mark) ? issue.body : `${mark}\n${issue.body}`;
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
      writtenAt: session.now(),
    };
    await session.commit({ cards: [card] });
    return true;
  }
  return rewrite(session, known, {
    text: title,
    write: () => forge.issues.edit(number, { title }),
  });
}
