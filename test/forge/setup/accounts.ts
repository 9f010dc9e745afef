import { randomBytes } from 'node:crypto';
import type { Site } from '../site.ts';
import type { Account } from '../world/accounts.ts';
import { nodeId } from '../world/node-id.ts';

/** A person to be added. */
export interface NewUser {
  readonly login: string;
  readonly name?: string;
  /** Where commits of theirs may come from; keys count only under it. */
  readonly email?: string;
}

/** A person with a token that may do all that they may. */
export interface UserHandle {
  readonly login: string;
  readonly id: number;
  readonly token: string;
}

/** Adds a person and gives them a personal access token. */
export function addUser({ world }: Site, { login, name, email }: NewUser): UserHandle {
  const { id } = putAccount(world, { login, type: 'User', name, email });
  const token = `ghp_${randomBytes(18).toString('hex')}`;
  world.tokens.set(token, { kind: 'user', value: token, userId: id });
  return { login, id, token };
}

/** Adds an organization, which owns repositories and never acts. */
export function addOrganization({ world }: Site, login: string): { login: string; id: number } {
  const { id } = putAccount(world, {
    login,
    type: 'Organization',
    name: undefined,
    email: undefined,
  });
  return { login, id };
}

/** Puts an account of any type into the world. */
export function putAccount(
  world: Site['world'],
  account: Pick<Account, 'login' | 'type' | 'name' | 'email'>,
): Account {
  if (world.accountNamed(account.login) !== undefined) {
    throw new Error(`there is an account ${account.login} already`);
  }
  const id = world.nextAccountId();
  return world.accounts.put({
    ...account,
    id,
    nodeId: nodeId(account.type, id),
    createdAt: world.now(),
  });
}
