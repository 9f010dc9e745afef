import type { Decision } from '../domain/decide.ts';
import type { RingRows, Row } from '../domain/rows.ts';
import type { Presentation } from '../show/presentation.ts';
import { remediesOf } from './mend.ts';
import type { Session } from './session.ts';

/** A decision with everything that the texts about it need. */
export function presentationOf(session: Session, decision: Decision): Presentation {
  const { history, current, engine } = session;
  const remedies = remediesOf(session);
  const rings = decision.rings.map((rows) => withRemedies(rows, remedies));
  return {
    history,
    current,
    decision: { ...decision, rings },
    links: { server: engine.settings.server },
  };
}

function withRemedies(rows: RingRows, remedies: ReadonlyMap<string, string>): RingRows {
  return { ...rows, steps: rows.steps.map((row) => withRemedy(row, remedies.get(row.step.name))) };
}

/** A failing row whose fix was offered names the pull request first. */
function withRemedy(row: Row, address: string | undefined): Row {
  if (row.state !== 'fail' || row.remedy === undefined || address === undefined) return row;
  const offer = [{ words: 'fix ready: ' }, { link: address, label: row.remedy.title }];
  return { ...row, advice: [offer, ...(row.advice ?? [])] };
}
