import { accountPage } from '../json/account.ts';
import type { Account } from '../world/accounts.ts';
import { iso } from '../world/time.ts';
import { existing } from '../world/world.ts';
import type { GraphContext, Node } from './node.ts';

/** A person, robot or organization. */
export function actorNode({ site }: GraphContext, account: Account): Node {
  const { id, nodeId, login, type, name, email, createdAt } = account;
  const page = accountPage(site, account);
  return {
    __typename: type,
    id: nodeId,
    databaseId: id,
    // Alone of all, GraphQL calls a robot by its App's name, without "[bot]".
    login: type === 'Bot' ? login.replace(/\[bot\]$/, '') : login,
    url: page,
    resourcePath: page.slice(site.webUrl.length),
    avatarUrl: `${site.webUrl}/avatars/${id}`,
    createdAt: iso(createdAt),
    ...(type === 'Bot' ? {} : { name: name ?? null, email: email ?? '' }),
  };
}

/** The account with a number, or null for none. */
export function actorNodeOrNull(context: GraphContext, id: number | undefined): Node | null {
  return id === undefined ? null : actorNode(context, existing(context.site.world.accounts, id));
}
