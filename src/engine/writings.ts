import type { EffectKind } from '../domain/effect.ts';
import type { Instant } from '../domain/time.ts';
import { cut } from '../show/limit.ts';
import { effectMark } from '../show/marks.ts';
import { effectOf, perform } from './perform.ts';
import type { Session } from './session.ts';

interface Writing {
  readonly kind: Extract<EffectKind, 'reply' | 'card'>;
  readonly target: string;
  /** Markdown. */
  readonly text: string;
}

/** A comment of ours: where it stands, and when it could first be read. */
export interface Written {
  readonly id: number;
  readonly at: Instant;
}

/** Posts a comment on the tracking issue once, found again by its mark. */
export async function comment(session: Session, { kind, target, text }: Writing): Promise<boolean> {
  const { engine, history, forge, row } = session;
  const number = row.issue;
  if (number === undefined) return false;
  const effect = effectOf(
    engine.hash,
    { release: history.release.id, kind, target },
    { class: 'marker', what: { text } },
  );
  const mark = effectMark(effect.id);
  return perform(session, effect, {
    look: () => ownComment(session, mark),
    make: () => forge.issues.comment(number, cut(`${mark}\n${text}`)),
  });
}

async function ownComment({ forge, history }: Session, mark: string): Promise<Written | undefined> {
  const found = await forge.issues.ownSince(history.release.openedAt, mark);
  const oldest = found.find((each) => each.comment !== undefined);
  return oldest?.comment === undefined ? undefined : { id: oldest.comment, at: oldest.at };
}

/** What became of a comment of ours; undefined while it is not there. */
export function writtenAs(
  session: Session,
  kind: Writing['kind'],
  target: string,
): Written | undefined {
  const { id } = effectOf(
    session.engine.hash,
    { release: session.history.release.id, kind, target },
    { class: 'marker', what: {} },
  );
  const line = session.ledger.get(id);
  return line?.state === 'done' && isWritten(line.found) ? line.found : undefined;
}

function isWritten(found: unknown): found is Written {
  return typeof found === 'object' && found !== null && 'id' in found && 'at' in found;
}
