import { type Process, ringOf } from '../domain/process.ts';
import type { Person } from '../domain/release.ts';
import type { Rosters } from '../domain/signoff.ts';
import { groupOf } from './asking.ts';

/**
 * Who may waive a step: the group behind `waivers: by:`, else whoever promotes the
 * ring of the step, and everybody of the process where nobody has to.
 */
export function whoMayWaive(
  step: string,
  { process, rosters }: { readonly process: Process; readonly rosters: Rosters },
): readonly Person[] {
  const { by } = process.waivers;
  if (by !== undefined) return rosters[by] ?? [];
  const promoters = ringOf(process, step)?.promote.flatMap((each) => groupOf(each) ?? []) ?? [];
  const groups = promoters.length > 0 ? promoters : Object.keys(rosters);
  const people = groups.flatMap((group) => rosters[group] ?? []);
  return [...new Map(people.map((each) => [each.id, each])).values()];
}
