import { decide } from '../domain/decide.ts';
import type { Forge } from '../plugin/forge.ts';
import { fill } from '../process/variables.ts';
import { issueBody } from '../show/issue-body.ts';
import { effectMark, managed } from '../show/marks.ts';
import { effectOf, perform } from './perform.ts';
import { presentationOf } from './presentations.ts';
import type { Session } from './session.ts';
import { decisionView } from './views.ts';

/** Makes sure that the release has its tracking issue. @returns whether it has. */
export async function ensureIssue(session: Session): Promise<boolean> {
  if (session.row.issue !== undefined) return true;
  const { engine, history, forge } = session;
  const effect = effectOf(
    engine.hash,
    { release: history.release.id, kind: 'issue', target: 'tracking issue' },
    { class: 'marker', what: {} },
  );
  // Nobody can say /retry where there is no issue yet, so that every wake tries again.
  const before = session.ledger.get(effect.id);
  if (before?.state === 'failed')
    await session.commit({ ledger: [{ ...before, state: 'intended' }] });
  const mark = effectMark(effect.id);
  const done = await perform(session, effect, {
    look: () => ownIssue(forge, { since: history.release.openedAt, mark }),
    make: () =>
      forge.issues.open({
        title: issueTitle(session),
        body: firstBody(session, mark),
        labels: labelsOf(session),
      }),
  });
  const found = session.ledger.get(effect.id)?.found;
  if (!done || !isNumbered(found)) return false;
  await session.commit({ issue: found.number });
  return true;
}

async function ownIssue(forge: Forge, { since, mark }: { since: string; mark: string }) {
  const found = await forge.issues.ownSince(since, mark);
  const oldest = found.find(({ comment }) => comment === undefined);
  return oldest === undefined ? undefined : { number: oldest.issue };
}

/** The body shows at once what the first look will say more exactly. */
function firstBody(session: Session, mark: string): string {
  const decision = decide(decisionView(session, new Map()));
  return `${mark}\n${managed(issueBody(presentationOf(session, decision)))}`;
}

/** What the process calls the tracking issue of this release. */
export function issueTitle({ process, history, current }: Session): string {
  const { artifacts, title } = history.release;
  const template = process.issue.title;
  return template === undefined
    ? `Release ${title}`
    : fill(template, { artifacts, candidate: current.candidate });
}

function labelsOf({ process }: Session): readonly string[] {
  return process.issue.labels;
}

function isNumbered(found: unknown): found is { readonly number: number } {
  return (
    typeof found === 'object' &&
    found !== null &&
    'number' in found &&
    typeof found.number === 'number'
  );
}
