import type { Decision } from '../domain/decide.ts';
import type { LedgerLine } from '../domain/effect.ts';
import { link, say } from '../domain/prose.ts';
import type { RingRows, Row } from '../domain/rows.ts';
import type { Presentation } from '../show/presentation.ts';
import { remediesOf } from './mend.ts';
import { textIn } from './remembered.ts';
import type { Session } from './session.ts';

/** A decision with everything that the texts about it need. */
export function presentationOf(session: Session, decision: Decision): Presentation {
  const { history, current, engine } = session;
  const remedies = remediesOf(session);
  const rings = decision.rings.map((rows) => withRemedies(rows, remedies));
  const links = { server: engine.settings.server };
  return { history, current, decision: { ...decision, rings }, links };
}

function withRemedies(rows: RingRows, remedies: ReadonlyMap<string, LedgerLine>): RingRows {
  return { ...rows, steps: rows.steps.map((row) => withRemedy(row, remedies.get(row.step.name))) };
}

/** A failing row whose fix was offered names the pull request first, or why there is none. */
function withRemedy(row: Row, line: LedgerLine | undefined): Row {
  if (row.state !== 'fail' || row.remedy === undefined || line === undefined) return row;
  const address = textIn(line, 'address');
  if (address !== undefined) {
    const offer = say`fix ready: ${link(row.remedy.title, address)}`;
    return { ...row, advice: [offer, ...(row.advice ?? [])] };
  }
  const trouble = say`the fix could not be offered: ${textIn(line, 'reason') ?? ''}`;
  return { ...row, advice: [trouble, say`make it by hand: ${row.remedy.title}`] };
}
