import type { LedgerLine } from '../domain/effect.ts';
import { code, link, say } from '../domain/prose.ts';
import type { Row } from '../domain/rows.ts';
import { toMarkdown } from '../show/markdown.ts';
import { inTime } from './in-time.ts';
import { effectOf, perform } from './perform.ts';
import type { Session } from './session.ts';
import { issueAddress, portsOf } from './views.ts';

/** Offers the change that would turn a failing verdict, as a pull request on the released repository. */
export async function mend(session: Session, { step, remedy }: Row): Promise<boolean> {
  if (remedy === undefined) return false;
  const { engine, history, row } = session;
  const effect = effectOf(
    engine.hash,
    { account: history.release.id, kind: 'mend', target: `${step.name}: ${remedy.title}` },
    { class: 'natural-key', what: { step: step.name } },
  );
  const before = session.ledger.get(effect.id)?.state;
  if (before === 'done' || before === 'failed') return false;
  const { proposals } = engine.outside;
  const target = row.site.repository;
  const at = { branch: `${row.branch}-${step.name.replaceAll('/', '-')}`, path: remedy.path };
  return perform(session, effect, {
    look: async () => addressIn(await proposals.look(target, at)),
    make: async (until) => {
      const proposals = inTime(portsOf(session), { now: session.now, until }).proposals;
      const view = await proposals.look(target, at);
      const draft = {
        ...at,
        content: remedy.content,
        title: remedy.title,
        body: bodyOf(session, step.name),
      };
      const { address, number } = await proposals.propose(target, draft, view);
      return { address, number, step: step.name };
    },
  });
}

function addressIn({
  proposal,
}: {
  readonly proposal: { readonly address: string; readonly number: number } | undefined;
}) {
  return proposal === undefined
    ? undefined
    : { address: proposal.address, number: proposal.number };
}

function bodyOf(session: Session, step: string): string {
  const { history, row, engine } = session;
  const issue = link(`#${row.issue ?? ''}`, issueAddress(session));
  const prose = say`The step ${code(step)} of ${history.release.title} (${issue}) asks for this change. Once it is merged, ${code('/rc')} on the tracking issue takes it into a new candidate.`;
  return toMarkdown(prose, { server: engine.settings.server });
}

/** What became of the changes that were offered, by step: where they stand, or why they could not be made. */
export function remediesOf({ ledger }: Pick<Session, 'ledger'>): ReadonlyMap<string, LedgerLine> {
  const mends = [...ledger.values()].filter(
    ({ effect, state }) => effect.kind === 'mend' && state !== 'intended',
  );
  return new Map(mends.map((line) => [line.effect.target.split(':')[0] ?? '', line]));
}
