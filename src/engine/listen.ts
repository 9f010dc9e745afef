import { heardKey } from '../domain/history.ts';
import type { CommentHeard, JournalEvent } from '../domain/journal.ts';
import { say } from '../domain/prose.ts';
import { commandLines } from '../speech/command-lines.ts';
import { planReaction, planReply } from './answer.ts';
import { carryOut, type Judged, NOTHING } from './deeds.ts';
import { everyMember } from './groups.ts';
import { faceOf, type Heard, hear } from './hearing.ts';
import type { Session } from './session.ts';
import { lastDecision } from './views.ts';

/** Judges the comments that came since, in the order of their posting. @returns whether there were any. */
export async function listen(session: Session): Promise<boolean> {
  const { unheard } = session;
  for (const comment of unheard) {
    const { events, ledger } = await judge(session, comment);
    await session.commit({ events, ledger, heard: [comment] });
    if (events.length > 0) session.urgent = true;
  }
  return unheard.length > 0;
}

async function judge(session: Session, comment: CommentHeard): Promise<Judged> {
  if (session.history.heard.has(heardKey(comment.id, comment.change))) return NOTHING;
  if (comment.change !== 'created') return changed(session, comment, comment.change);
  if (commandLines(comment.body).length === 0 || session.history.closed !== undefined)
    return NOTHING;
  const heard = await understand(session, comment);
  if (heard.length === 0) return NOTHING;
  const done = await Promise.all(heard.map((each) => carryOut(session, comment, each)));
  const face = faceOf(heard);
  const replies = [
    ...heard.flatMap(({ answer }) => (answer.reply === undefined ? [] : [answer.reply])),
  ];
  return {
    events: [{ kind: 'comment', comment }, ...done.flatMap(({ events }) => events)],
    ledger: [
      ...(face === undefined ? [] : [planReaction(session, comment.id, face)]),
      ...replies.map((reply) => planReply(session, `comment ${comment.id}`, reply)),
      ...done.flatMap(({ ledger }) => ledger),
    ],
  };
}

async function understand(session: Session, comment: CommentHeard): Promise<readonly Heard[]> {
  const { engine, forge, process, groups, history } = session;
  return hear(comment, {
    commands: engine.plugins.commands,
    standing: {
      members: await everyMember(process, groups),
      role: () => forge.people.role(comment.author.login),
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
  const supports = session.history.signoffs.some((signoff) => signoff.comment === comment.id);
  const own = comment.by === undefined || comment.by.id === comment.author.id;
  const event: JournalEvent = { kind: 'comment', comment };
  if (supports && own)
    return {
      events: [event, { kind: 'withdrawn', comment: comment.id, because: change }],
      ledger: [],
    };
  if (supports) return { events: [event], ledger: [] };
  const asks = own && change === 'edited' && commandLines(comment.body).length > 0;
  return asks
    ? { events: [event], ledger: [planReply(session, `edit ${comment.id}`, NOT_BY_EDIT)] }
    : NOTHING;
}

const NOT_BY_EDIT = say`a comment is heard as it was first posted: say it in a new one`;
