import type { LedgerLine } from '../domain/effect.ts';
import type { Prose } from '../domain/prose.ts';
import { candidateName } from '../domain/release.ts';
import type { Face } from '../plugin/forge.ts';
import { toMarkdown } from '../show/markdown.ts';
import { effectOf, perform } from './perform.ts';
import type { Session } from './session.ts';
import { comment, writtenAs } from './writings.ts';

/** A face under a comment, to be put there at once. */
export function planReaction({ engine, history }: Session, id: number, face: Face): LedgerLine {
  const about = { release: history.release.id, kind: 'reaction', target: `comment ${id}` } as const;
  const effect = effectOf(engine.hash, about, {
    class: 'natural-key',
    what: { comment: id, face },
  });
  return { effect, state: 'intended', attempts: 0, lastAttempt: undefined, found: undefined };
}

/** A comment of ours, to be posted once the card shows what it speaks of. */
export function planReply({ engine, history }: Session, target: string, words: Prose): LedgerLine {
  const about = { release: history.release.id, kind: 'reply', target } as const;
  const text = toMarkdown(words, { server: engine.settings.server });
  const effect = effectOf(engine.hash, about, { class: 'marker', what: { text } });
  return { effect, state: 'intended', attempts: 0, lastAttempt: undefined, found: undefined };
}

/** Carries out the answers that are planned: faces at once, words when the card is up to date. */
export async function answer(session: Session, when: 'at once' | 'after the card'): Promise<void> {
  const kind = when === 'at once' ? 'reaction' : 'reply';
  const planned = [...session.ledger.values()].filter(
    ({ effect, state }) => state === 'intended' && effect.kind === kind,
  );
  for (const line of planned)
    await (kind === 'reaction' ? react(session, line) : reply(session, line));
  if (when === 'after the card') await noteShown(session);
}

/**
 * The comment that tells of a new candidate is what people have seen of it. It may
 * have been written just before a crash, so that what stands there decides.
 */
async function noteShown(session: Session): Promise<void> {
  const { candidate } = session.current;
  const written = writtenAs(session, 'reply', candidateName(candidate));
  const isNoted = session.history.shown.some((each) => each.candidate === candidate.n);
  if (written === undefined || isNoted) return;
  const { id: comment, at } = written;
  await session.commit({ events: [{ kind: 'shown', candidate: candidate.n, comment, at }] });
}

async function react(session: Session, { effect }: LedgerLine): Promise<void> {
  const { what } = effect;
  if (!isReaction(what)) return;
  await perform(session, effect, {
    look: async () => undefined,
    make: () => session.forge.issues.react({ comment: what.comment }, what.face),
  });
}

async function reply(session: Session, { effect }: LedgerLine): Promise<void> {
  const { what, target } = effect;
  if (hasText(what)) await comment(session, { kind: 'reply', target, text: what.text });
}

function isReaction(what: unknown): what is { readonly comment: number; readonly face: Face } {
  return typeof what === 'object' && what !== null && 'comment' in what && 'face' in what;
}

function hasText(what: unknown): what is { readonly text: string } {
  return (
    typeof what === 'object' && what !== null && 'text' in what && typeof what.text === 'string'
  );
}
