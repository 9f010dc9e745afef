import { decide } from '../domain/decide.ts';
import { fill } from '../process/variables.ts';
import { issueBody } from '../show/issue-body.ts';
import { effectMark, managed } from '../show/marks.ts';
import { knowAll } from './note-gaps.ts';
import { effectOfIssue, ownIssue } from './own-issue.ts';
import { perform } from './perform.ts';
import { presentationOf } from './presentations.ts';
import { rehear } from './rehear.ts';
import type { Session } from './session.ts';
import { decisionView } from './views.ts';

/** Makes sure that the release has its tracking issue. @returns whether it has. */
export async function ensureIssue(session: Session): Promise<boolean> {
  if (session.row.issue !== undefined) return true;
  const { forge } = session;
  const effect = effectOfIssue(session);
  // Nobody can say /retry where there is no issue yet, so that every wake tries again.
  const before = session.ledger.get(effect.id);
  if (before?.state === 'failed')
    await session.commit({ ledger: [{ ...before, state: 'intended' }] });
  const mark = effectMark(effect.id);
  const done = await perform(session, effect, {
    look: () => ownIssue(session),
    make: () =>
      forge.issues.open({
        title: issueTitle(session),
        body: firstBody(session, mark),
        labels: labelsOf(session),
      }),
  });
  const { found, attempts } = session.ledger.get(effect.id) ?? {};
  if (!done || !isNumbered(found)) return false;
  // People may have spoken on an issue that was not known to be ours.
  const isAdopted = session.looksFirst || (attempts ?? 0) > 1;
  if (isAdopted) await rehear(session, { issue: found.number, since: session.since });
  else knowAll(session);
  await session.commit({ issue: found.number });
  return true;
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
