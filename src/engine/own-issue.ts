import type { Effect } from '../domain/effect.ts';
import { EFFECT, effectIn, effectMark } from '../show/marks.ts';
import { effectOf } from './perform.ts';
import type { Session } from './session.ts';

/** The effect that opens the tracking issue. */
export function effectOfIssue({ engine, key }: Session): Effect {
  const about = { account: key, kind: 'issue', target: 'tracking issue' } as const;
  return effectOf(engine.hash, about, { class: 'marker', what: {} });
}

/** The effect that posts the card of a ring. */
export function effectOfCard({ engine, key }: Session, ring: string): Effect {
  const about = { account: key, kind: 'card', target: ring } as const;
  return effectOf(engine.hash, about, { class: 'marker', what: {} });
}

/** Our mark in the issue, by which it is found again; undefined where people opened it. */
export function markOfIssue(session: Session): string | undefined {
  const { id } = effectOfIssue(session);
  return session.ledger.has(id) ? effectMark(id) : undefined;
}

/** Effects that make an issue the tracking issue of this release: its opening, and its cards. */
export function pagesOf(session: Session): ReadonlySet<string> {
  const cards = session.process.rings.map(({ name }) => effectOfCard(session, name).id);
  return new Set([effectOfIssue(session).id, ...cards]);
}

/**
 * The oldest issue that bears our mark, or a card of this release: it may be one
 * that people opened, and that is forgotten. That several bear the mark should not
 * be; where it is, the younger ones are closed, and the journal names them.
 */
export async function ownIssue(
  session: Session,
): Promise<{ number: number; surplus?: readonly number[] } | undefined> {
  const { forge, since, engine } = session;
  const pages = pagesOf(session);
  const found = (await forge.issues.ownSince(since, EFFECT)).filter(({ body }) =>
    pages.has(effectIn(body) ?? ''),
  );
  const [number, ...others] = found.map(({ issue }) => issue).toSorted((a, b) => a - b);
  if (number === undefined) return undefined;
  const isOurs = (issue: number) =>
    found.some((each) => each.issue === issue && each.comment === undefined);
  const surplus = [...new Set(others)].filter((each) => each !== number && isOurs(each));
  if (surplus.length === 0) return { number };
  engine.log.warn('a tracking issue was opened more than once', { issues: surplus.join() });
  for (const each of surplus) await forge.issues.close(each);
  return { number, surplus };
}
