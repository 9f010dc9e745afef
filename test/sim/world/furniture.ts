import { APP, JOB, PEOPLE, ROBOT } from './cast.ts';
import type { Account, RepositoryState, WorldState } from './state.ts';

/** A world in which there is nothing yet. */
export const NOTHING: WorldState = {
  accounts: new Map(),
  repositories: new Map(),
  commits: new Map(),
  tagObjects: new Map(),
  shelves: new Map(),
  messages: [],
  attempts: [],
  nextId: 1001,
};

/** Everybody; some have told GitHub no key. */
export function accountsExcept(keyless: readonly string[]): WorldState['accounts'] {
  const all: readonly Account[] = [APP, ROBOT, JOB, ...Object.values(PEOPLE)];
  return new Map(
    all.map((each) => [each.login, keyless.includes(each.login) ? { ...each, keys: [] } : each]),
  );
}

/** A repository with one branch and nothing else. */
export function bare(id: number, name: string, head: string): RepositoryState {
  const [owner = '', short = ''] = name.split('/');
  return {
    id,
    owner,
    name: short,
    installation: undefined,
    defaultBranch: 'main',
    writers: [],
    branches: new Map([['main', head]]),
    tags: new Map(),
    issues: new Map(),
    pulls: new Map(),
    comments: new Map(),
    reactions: [],
    releases: new Map(),
    statuses: new Map(),
    nextNumber: 1,
  };
}
