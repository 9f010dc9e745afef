import type { Decision } from '../domain/decide.ts';
import type { Presentation } from '../show/presentation.ts';
import { remediesOf } from './mend.ts';
import type { Session } from './session.ts';

/** A decision with everything that the texts about it need. */
export function presentationOf(session: Session, decision: Decision): Presentation {
  const { history, current, engine } = session;
  return {
    history,
    current,
    decision,
    links: { server: engine.settings.server },
    remedies: remediesOf(session),
  };
}
