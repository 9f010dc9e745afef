import type { LedgerLine } from '../domain/effect.ts';
import { messageOf, RingmasterError } from '../domain/errors.ts';
import type { CommentHeard, JournalEvent } from '../domain/journal.ts';
import { code, say } from '../domain/prose.ts';
import { candidateName } from '../domain/release.ts';
import type { Deed } from '../plugin/command.ts';
import { planReply } from './answer.ts';
import { cutCandidate } from './cut.ts';
import { entryFor } from './entries.ts';
import type { Heard } from './hearing.ts';
import { helpText } from './help.ts';
import type { Session } from './session.ts';

/** What is to be stored together with a comment. */
export interface Judged {
  readonly events: readonly JournalEvent[];
  readonly ledger: readonly LedgerLine[];
}

export const NOTHING: Judged = { events: [], ledger: [] };

/** Does what the lines of a comment ask for, as entries and effects to be stored with it. */
export async function carryOut(
  session: Session,
  comment: CommentHeard,
  { line, deeds }: Heard,
): Promise<Judged> {
  const all = await Promise.all(
    deeds.map((deed) => carryOutDeed(session, deed, { comment, line })),
  );
  return {
    events: all.flatMap(({ events }) => events),
    ledger: all.flatMap(({ ledger }) => ledger),
  };
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
  const { history } = session;
  switch (deed.do) {
    case 'sign':
    case 'object':
    case 'lift':
    case 'waive':
    case 'unwaive':
      return { events: [entryFor(deed, { history, comment, line })], ledger: [] };
    case 'cut':
      return cut(session, deed.from, comment);
    case 'retry':
      return { events: [], ledger: refusedLines(session) };
    case 'help':
      return {
        events: [],
        ledger: [
          planReply(session, {
            target: `help ${comment.id}`,
            words: helpText(session.engine.plugins.commands),
          }),
        ],
      };
    case 'open':
      return {
        events: [],
        ledger: [
          planReply(session, {
            target: `open ${comment.id}`,
            words: say`this issue tracks a release already; propose another one on another issue`,
          }),
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
  const { forge, process, history } = session;
  try {
    const head = await forge.code.head();
    const commit = from === undefined ? head.commit : await forge.code.commit(from);
    if (commit === undefined)
      return {
        events: [],
        ledger: [
          planReply(session, {
            target: `cut ${id}`,
            words: say`there is no branch or commit ${code(from ?? '')}`,
          }),
        ],
      };
    const n = history.candidates.length + 1;
    const made = { n, commit, branch: from ?? head.branch, by: author, at: session.now() };
    const candidate = await cutCandidate(
      forge,
      { process, artifacts: history.release.artifacts },
      made,
    );
    const words = say`${candidateName(candidate)} is cut from ${code(commit.slice(0, 12))}. What was said of earlier candidates is void: owners, please look again.`;
    return {
      events: [{ kind: 'candidate', candidate }],
      ledger: [planReply(session, { target: candidateName(candidate), words })],
    };
  } catch (error) {
    if (!(error instanceof RingmasterError) || error.retry) throw error;
    return {
      events: [],
      ledger: [
        planReply(session, {
          target: `cut ${id}`,
          words: say`no candidate was cut: ${messageOf(error)}`,
        }),
      ],
    };
  }
}

/** What the outside refused, or what has vanished since, may be tried again, after another look. */
function refusedLines({ ledger, current }: Session): readonly LedgerLine[] {
  const target = new Set(
    unprovenSteps(current).map((step) => `${candidateName(current.candidate)}/${step}`),
  );
  return [...ledger.values()]
    .filter(
      ({ state, effect }) =>
        state === 'failed' || (isPublication(effect.kind) && target.has(effect.target)),
    )
    .map((line) => ({ ...line, state: 'intended', found: undefined }));
}

function unprovenSteps({ verdicts }: Session['current']): readonly string[] {
  return [...verdicts].flatMap(([step, { verdict }]) => (verdict.state === 'error' ? [step] : []));
}

function isPublication(kind: LedgerLine['effect']['kind']): boolean {
  return kind === 'draft' || kind === 'publish';
}
