import type { Login } from '../../stage/accounts.ts';
import { LISTS } from '../../stage/scenery.ts';

/** Those whose part can be taken on the page. */
export const PLAYERS = [
  'alice',
  'bob',
  'carol',
  'mallory',
  'reviewer',
] as const satisfies readonly Login[];
export type Player = (typeof PLAYERS)[number];

export const OWNERS = ['alice', 'bob', 'carol'] as const satisfies readonly Player[];

const PARTS: Readonly<Record<Player, string>> = {
  alice: 'owner',
  bob: 'owner',
  carol: 'owner',
  mallory: 'a stranger',
  reviewer: 'merges on k8s.io',
};

/** What somebody is, in a word or two. */
export function partOf(login: string): string {
  const player = playerNamed(login);
  return player === undefined ? 'machine' : PARTS[player];
}

export function playerNamed(login: string): Player | undefined {
  return PLAYERS.find((each) => each === login);
}

export function isOwner(login: string): boolean {
  return OWNERS.some((each) => each === login);
}

/** Whether somebody has the right to merge in a repository. The forge decides; this is what people know of it. */
export function mayMerge(login: string, repository: string): boolean {
  return repository === LISTS ? login === 'reviewer' : isOwner(login);
}
