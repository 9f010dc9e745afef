import type { Person } from '../domain/release.ts';
import { type Tally, tally } from '../domain/signoff.ts';
import type { Groups } from './ports.ts';
import type { ReleaseView } from './release-view.ts';

/** Whose words count, and for whom. */
interface Electorate {
  readonly group: string;
  /** Undefined where everybody's voice counts. */
  readonly exceptFor: Person | undefined;
  readonly groups: Groups;
}

/** The words about a step, counted by a group, and its members at both moments that matter. */
export interface GroupTally {
  readonly words: Tally;
  readonly atOpening: readonly Person[];
  readonly now: readonly Person[];
}

/** Counts what members of a group said: of those who stood there when the release opened, and stand there now. */
export async function groupTally(
  { candidate, signoffs, rosters }: Pick<ReleaseView, 'candidate' | 'signoffs' | 'rosters'>,
  { group, exceptFor, groups }: Electorate,
): Promise<GroupTally> {
  const now = await groups.members(group);
  const atOpening = rosters[group] ?? [];
  const words = tally(signoffs, { candidate: candidate.n, exceptFor, atOpening, now });
  return { words, atOpening, now };
}
