import type { CandidateHistory } from '../domain/candidate-history.ts';
import type { Decision } from '../domain/decide.ts';
import type { History } from '../domain/history.ts';
import type { RingRows, Row } from '../domain/rows.ts';
import { isDone } from '../domain/rows.ts';
import type { Links } from './markdown.ts';

/** Everything that the texts about one release are made from. */
export interface Presentation {
  readonly history: History;
  readonly current: CandidateHistory;
  readonly decision: Decision;
  readonly links: Links;
}

/** The rows of a ring that count towards its progress. */
export function counted(rows: RingRows): readonly Row[] {
  return [...rows.steps, ...rows.promote].filter(({ state }) => state !== 'skipped');
}

/** `2/3` */
export function progress(rows: RingRows): string {
  const all = counted(rows);
  return `${all.filter(isDone).length}/${all.length}`;
}

/** `▰▰▱` */
export function bar(rows: RingRows): string {
  const all = counted(rows);
  const done = all.filter(isDone).length;
  return '▰'.repeat(done) + '▱'.repeat(all.length - done);
}

/** `Ring 1 of 3 · propose` */
export function ringTitle({ decision: { rings } }: Presentation, index: number): string {
  return `Ring ${index + 1} of ${rings.length} · ${rings[index]?.ring.name ?? ''}`;
}
