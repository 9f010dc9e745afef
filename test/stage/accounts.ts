import type { Forge } from '../forge/forge-handle.ts';

/** Everybody who has an account on the stage's forge. */
export interface Account {
  readonly login: string;
  readonly id: number;
  readonly token: string;
  /** What people should know about them. */
  readonly part: string;
}

const PARTS = {
  alice: 'owner of the driver',
  bob: 'owner of the driver',
  carol: 'owner of the driver',
  mallory: 'a stranger',
  reviewer: 'may merge on kubernetes/k8s.io',
  'release-robot': 'the machine user with a fork of kubernetes/k8s.io',
  'promotion-job': 'sets the status of the promotion job',
} as const;

export type Login = keyof typeof PARTS;

export type Accounts = Readonly<Record<Login, Account>>;

export function addAccounts(forge: Forge): Accounts {
  const add = (login: Login): Account => ({
    ...forge.addUser({ login, email: `${login}@example.org` }),
    part: PARTS[login],
  });
  return {
    alice: add('alice'),
    bob: add('bob'),
    carol: add('carol'),
    mallory: add('mallory'),
    reviewer: add('reviewer'),
    'release-robot': add('release-robot'),
    'promotion-job': add('promotion-job'),
  };
}
