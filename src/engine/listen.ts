import type { LedgerLine } from '../domain/effect.ts';
import { messageOf, RingmasterError } from '../domain/errors.ts';
import { candidateSeenBy, heardKey } from '../domain/history.ts';
import type { CommentHeard, JournalEvent } from '../domain/journal.ts';
import { code, say } from '../domain/prose.ts';
import { candidateName } from '../domain/release.ts';
import type { Deed } from '../plugin/command.ts';
import { commandLines } from '../speech/command-lines.ts';
import { planReaction, planReply } from './answer.ts';
import { cutCandidate } from './cut.ts';
import { everyMember } from './groups.ts';
import { faceOf, type Heard, hear, signatureEvent } from './hearing.ts';
import { helpText } from './help.ts';
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

interface Judged {
  readonly events: readonly JournalEvent[];
  readonly ledger: readonly LedgerLine[];
}

const NOTHING: Judged = { events: [], ledger: [] };

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
  if (!supports) return NOTHING;
  const events: readonly JournalEvent[] = [{ kind: 'comment', comment }];
  if (!own) return { events, ledger: [] };
  return {
    events: [...events, { kind: 'withdrawn', comment: comment.id, because: change }],
    ledger: [],
  };
}

function carryOut(
  session: Session,
  comment: CommentHeard,
  { line, deeds }: Heard,
): Promise<Judged> {
  return Promise.all(deeds.map((deed) => carryOutDeed(session, deed, { comment, line }))).then(
    (all) => ({
      events: all.flatMap(({ events }) => events),
      ledger: all.flatMap(({ ledger }) => ledger),
    }),
  );
}

interface Said {
  readonly comment: CommentHeard;
  readonly line: number;
}

async function carryOutDeed(
  session: Session,
  deed: Deed,
  { comment, line }: Said,
): Promise<Judged> {
  const { history, current } = session;
  switch (deed.do) {
    case 'sign': {
      const candidate = candidateSeenBy(history, comment);
      const facts = Object.fromEntries(
        [...current.facts.values()].map(({ key, value }) => [key, value]),
      );
      return { events: [signatureEvent(deed, { comment, line, candidate, facts })], ledger: [] };
    }
    case 'cut':
      return cut(session, deed.from, comment);
    case 'retry':
      return { events: [], ledger: refusedLines(session) };
    case 'help':
      return {
        events: [],
        ledger: [
          planReply(session, `help ${comment.id}`, helpText(session.engine.plugins.commands)),
        ],
      };
    case 'open':
      return {
        events: [],
        ledger: [
          planReply(
            session,
            `open ${comment.id}`,
            say`this issue tracks a release already; propose another one on another issue`,
          ),
        ],
      };
    case 'look':
      return NOTHING;
  }
}

async function cut(
  session: Session,
  from: string | undefined,
  { id, author }: CommentHeard,
): Promise<Judged> {
  const { forge, process, history, engine } = session;
  try {
    const head = await forge.code.head();
    const commit = from === undefined ? head.commit : await forge.code.commit(from);
    if (commit === undefined)
      return {
        events: [],
        ledger: [
          planReply(session, `cut ${id}`, say`there is no branch or commit ${code(from ?? '')}`),
        ],
      };
    const n = history.candidates.length + 1;
    const made = { n, commit, branch: from ?? head.branch, by: author, at: engine.clock.now() };
    const candidate = await cutCandidate(
      forge,
      { process, artifacts: history.release.artifacts },
      made,
    );
    const words = say`${candidateName(candidate)} is cut from ${code(commit.slice(0, 12))}. What was said of earlier candidates is void: owners, please look again.`;
    return {
      events: [{ kind: 'candidate', candidate }],
      ledger: [planReply(session, candidateName(candidate), words)],
    };
  } catch (error) {
    if (!(error instanceof RingmasterError) || error.retry) throw error;
    return {
      events: [],
      ledger: [planReply(session, `cut ${id}`, say`no candidate was cut: ${messageOf(error)}`)],
    };
  }
}

/** What the outside refused may be tried again, after another look. */
function refusedLines({ ledger }: Session): readonly LedgerLine[] {
  return [...ledger.values()]
    .filter(({ state }) => state === 'failed')
    .map((line) => ({ ...line, state: 'intended', found: undefined }));
}
