import { notFound } from '../access/refusal.ts';
import { actor, canSee } from '../access/rights.ts';
import type { Budget } from '../http/limits.ts';
import type { Account } from '../world/accounts.ts';
import { actorNode } from './actor-node.ts';
import { findNode } from './find-node.ts';
import type { Args, GraphContext, Node } from './node.ts';
import { repositoryNode } from './repository-node.ts';

/** What a query has cost and what is left, for `rateLimit`. */
export interface Spending {
  readonly cost: number;
  readonly nodeCount: number;
  readonly budget: Budget;
}

/** The fields a query begins with. */
export function queryRoot(context: GraphContext, spending: Spending): Node {
  const { world } = context.site;
  return {
    // The one place where GraphQL knows a robot by its whole login.
    viewer: () => ({ ...actorNode(context, actor(context)), login: actor(context).login }),
    rateLimit: () => rateLimitNode(spending),
    node: ({ id }: Args) => findNode(context, String(id)),
    nodes: ({ ids }: Args) =>
      Array.isArray(ids) ? ids.map((id) => findNode(context, String(id))) : [],
    user: ({ login }: Args) =>
      named(context, { login: String(login), kind: 'User', fits: ({ type }) => type === 'User' }),
    organization: ({ login }: Args) =>
      named(context, {
        login: String(login),
        kind: 'Organization',
        fits: ({ type }) => type === 'Organization',
      }),
    repository: ({ owner, name }: Args) => {
      const found = world.repositoryNamed(String(owner), String(name));
      if (found !== undefined && canSee(context, found)) return repositoryNode(context, found);
      throw notFound(
        `Could not resolve to a Repository with the name '${String(owner)}/${String(name)}'.`,
      );
    },
  };
}

function named(
  context: GraphContext,
  { login, kind, fits }: { login: string; kind: string; fits: (account: Account) => boolean },
): Node {
  const found = context.site.world.accountNamed(login);
  if (found !== undefined && fits(found)) return actorNode(context, found);
  throw notFound(`Could not resolve to a ${kind} with the login of '${login}'.`);
}

function rateLimitNode({ cost, nodeCount, budget }: Spending): Node {
  return {
    cost,
    nodeCount,
    limit: budget.limit,
    remaining: budget.remaining,
    used: budget.used,
    resetAt: new Date(budget.reset * 1000).toISOString(),
  };
}
