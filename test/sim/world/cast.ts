import { keyOf } from './keys.ts';
import type { Account } from './state.ts';

/** Web address of the GitHub server. */
export const SERVER = 'https://github.test';

/** The App, as GitHub shows it. */
export const APP: Account = { id: 9001, login: 'ringmaster[bot]', type: 'Bot', keys: [] };

/** The machine user, with a fork of the repository that holds the image list. */
export const ROBOT: Account = { id: 106, login: 'release-robot', type: 'User', keys: [] };

/** Sets the status of the promotion job. */
export const JOB: Account = { id: 107, login: 'promotion-job', type: 'User', keys: [] };

/** Everybody who does something by hand. alice, bob and carol are owners, mallory is a stranger. */
export const PEOPLE = {
  alice: somebody(101, 'alice'),
  bob: somebody(102, 'bob'),
  carol: somebody(103, 'carol'),
  mallory: somebody(104, 'mallory'),
  reviewer: somebody(105, 'reviewer'),
} as const satisfies Readonly<Record<string, Account>>;

export type Who = keyof typeof PEOPLE;

function somebody(id: number, login: string): Account {
  return { id, login, type: 'User', keys: [keyOf(login)] };
}
