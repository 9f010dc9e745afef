import type { Ground } from '../ground.ts';
import { missing } from '../refusal.ts';
import type { RepositoryState, WorldState } from '../state.ts';

/** How a port sees one repository: what it reads may be older than what it writes to. */
export interface View {
  readonly ground: Ground;
  /** `owner/name` */
  readonly name: string;
  readonly sight: () => WorldState;
}

/** @throws RingmasterError `access-missing` where the App is not installed. */
export function seen({ name, sight }: View): RepositoryState {
  const found = sight().repositories.get(name);
  if (found?.installation === undefined) throw missing(name);
  return found;
}
