import { messageOf, RingmasterError } from '../domain/errors.ts';
import type { CommentHeard, JournalEvent } from '../domain/journal.ts';
import { say } from '../domain/prose.ts';
import { candidateName } from '../domain/release.ts';
import { isOwnChange, supports, wasHeard } from '../domain/remarks.ts';
import type { Deed } from '../plugin/command.ts';
import { commandLines } from '../speech/command-lines.ts';
import { planReaction, planReply } from './answer.ts';
import { carryOut, type Judged, NOTHING } from './deeds.ts';
import { everyMember } from './groups.ts';
import { type Heard, hear } from './hearing.ts';
import { faceFor, type Restraint, restrained, restraintFor } from './restraint.ts';
import type { Session } from './session.ts';
import { lastDecision } from './views.ts';

/** Judges the comments that came since, in the order of their posting. @returns whether there were any. */
export async function listen(session: Session): Promise<boolean> {
  const unheard = isBeingShown(session)
    ? session.unheard.filter(({ change }) => change !== 'created')
    : session.unheard;
  for (const comment of unheard) {
    const { events, ledger } = await judgeSafely(session, comment);
    await session.commit({ events, ledger, heard: [comment] });
    if (events.length > 0) session.urgent = true;
  }
  return unheard.length > 0;
}

/**
 * Whether a card of this candidate may stand there already, and nobody knows. What
 * somebody says has to wait then: it speaks of what could be read before it.
 */
function isBeingShown({ ledger, history, current: { candidate } }: Session): boolean {
  if (history.shown.some((each) => each.candidate === candidate.n)) return false;
  return [...ledger.values()].some(
    ({ effect: { kind, target }, state, attempts }) =>
      state === 'intended' &&
      attempts > 0 &&
      (kind === 'card' || (kind === 'reply' && target === candidateName(candidate))),
  );
}

/**
 * A trouble that can be named is tried again at the next wake. Anything else would
 * fail for ever, and hold up whatever was said after it: it is heard without effect.
 */
async function judgeSafely(session: Session, comment: CommentHeard): Promise<Judged> {
  try {
    return await judge(session, comment);
  } catch (error) {
    if (error instanceof RingmasterError) throw error;
    const { id, change } = comment;
    const { release } = session.history;
    session.engine.log.error('a comment could not be judged', {
      release: release.id,
      comment: id,
      change,
      error: messageOf(error),
    });
    return { events: [{ kind: 'comment', comment }], ledger: apology(session, comment) };
  }
}

/** Whoever said something that was lost by our fault hears of it. */
function apology(session: Session, { id, change }: CommentHeard): Judged['ledger'] {
  if (change !== 'created') return [];
  return [
    planReaction(session, id, 'confused'),
    planReply(session, { target: `comment ${id}`, words: NOT_JUDGED }),
  ];
}

async function judge(session: Session, comment: CommentHeard): Promise<Judged> {
  const { history } = session;
  if (wasHeard(history.heard, comment)) return NOTHING;
  if (comment.change !== 'created') return changed(session, comment, comment.change);
  if (commandLines(comment.body).length === 0 || history.closed !== undefined) return NOTHING;
  const restraint = restraintFor(history, comment);
  const understood = await understand(session, comment, restraint);
  // Webhooks have no order: its author may have changed it already, or taken it away.
  const isChanged = history.changed.has(comment.id);
  const kept = isChanged ? withoutSupport(understood) : understood;
  const heard = restrained(kept, restraint);
  if (heard.length === 0)
    return isChanged ? { events: [{ kind: 'comment', comment }], ledger: [] } : NOTHING;
  const done = await Promise.all(heard.map((each) => carryOut(session, comment, each)));
  const face = faceFor(heard, restraint);
  const replies = heard.flatMap(({ answer }) => (answer.reply === undefined ? [] : [answer.reply]));
  return {
    events: [{ kind: 'comment', comment }, ...done.flatMap(({ events }) => events)],
    ledger: [
      ...(face === undefined ? [] : [planReaction(session, comment.id, face)]),
      ...replies.map((reply) =>
        planReply(session, { target: `comment ${comment.id}`, words: reply }),
      ),
      ...done.flatMap(({ ledger }) => ledger),
    ],
  };
}

/** What a comment still says that did not stay as it was posted: it supports nothing, and objects as it did. */
function withoutSupport(heard: readonly Heard[]): readonly Heard[] {
  return heard.flatMap((each) => {
    const deeds = each.deeds.filter((deed) => !isSupport(deed));
    return deeds.length === 0 ? [] : { ...each, deeds };
  });
}

function isSupport(deed: Deed): boolean {
  return deed.do === 'lift' || deed.do === 'waive' || (deed.do === 'sign' && supports(deed));
}

async function understand(
  session: Session,
  comment: CommentHeard,
  restraint: Restraint,
): Promise<readonly Heard[]> {
  const { engine, forge, process, groups, history } = session;
  return hear(comment, {
    commands: engine.plugins.commands,
    standing: {
      members: await everyMember(process, groups),
      // Whoever floods an issue costs no request.
      role: () =>
        restraint === 'none' ? Promise.resolve('none') : forge.people.role(comment.author.login),
    },
    at: { history, process, decision: lastDecision(session) },
  });
}

/**
 * An edit or deletion by the author takes support back, and never gives any. By
 * somebody else it changes nothing; where GitHub does not say by whom it was, it
 * counts as the author's.
 */
function changed(session: Session, comment: CommentHeard, change: 'edited' | 'deleted'): Judged {
  const isSupport = session.history.signoffs.some(
    (signoff) => signoff.comment === comment.id && supports(signoff),
  );
  const own = isOwnChange(comment);
  if (!own && !isSupport) return NOTHING;
  const withdrawn: JournalEvent = { kind: 'withdrawn', comment: comment.id, because: change };
  const asks = !isSupport && change === 'edited' && commandLines(comment.body).length > 0;
  return {
    events: [{ kind: 'comment', comment }, ...(own && isSupport ? [withdrawn] : [])],
    ledger:
      own && asks ? [planReply(session, { target: `edit ${comment.id}`, words: NOT_BY_EDIT })] : [],
  };
}

const NOT_JUDGED = say`an error inside Ringmaster, whose log says more: nothing was done. If this was meant for Ringmaster, say it again in a new comment`;
const NOT_BY_EDIT = say`a comment is heard as it was first posted: say it in a new one`;
