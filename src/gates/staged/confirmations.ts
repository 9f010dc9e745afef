import { code, type Prose, person, say } from '../../domain/prose.ts';
import type { Person } from '../../domain/release.ts';
import { type Tally, WHY_NOT_COUNTED } from '../../domain/signoff.ts';
import { groupTally } from '../../plugin/group-tally.ts';
import { confirmingGroup } from '../../plugin/options.ts';
import type { Groups } from '../../plugin/ports.ts';
import type { ReleaseView } from '../../plugin/release-view.ts';

/** Who has vouched for artifacts of this candidate, and who could. */
export interface Confirmations extends Pick<Tally, 'counted' | 'apart'> {
  /** Whoever was in the group when the release opened, but for the one who cut the candidate. */
  readonly open: readonly Person[];
}

/** Counts who vouched, by the group that may; undefined where the process has none for it. */
export async function confirmationsOf(
  release: ReleaseView,
  options: unknown,
  groups: Groups,
): Promise<Confirmations | undefined> {
  const { rosters, candidate } = release;
  const group = confirmingGroup(options, Object.keys(rosters));
  if (group === undefined) return undefined;
  const exceptFor = candidate.cutBy;
  const open = (rosters[group] ?? []).filter(({ id }) => id !== exceptFor?.id);
  const signoffs = release.signoffs.filter(({ choice }) => choice === 'confirm');
  if (signoffs.length === 0) return { counted: [], apart: [], open };
  const { words } = await groupTally({ ...release, signoffs }, { group, exceptFor, groups });
  return { counted: words.counted, apart: words.apart, open };
}

/** Whose word stands for one fact. */
export function confirmedBy(
  { counted }: Confirmations,
  { key, value }: { readonly key: string; readonly value: string },
): readonly Person[] {
  return counted.filter(({ facts }) => facts[key] === value).map(({ by }) => by);
}

/** The lines about words that do not count, each with the reason. */
export function notCounted({ apart }: Confirmations): readonly Prose[] {
  return apart.map(
    ({ signoff: { by, facts }, why }) =>
      say`${person(by.login)} ${code(Object.values(facts).join(' '))} · ${{ words: WHY_NOT_COUNTED[why] }}`,
  );
}
