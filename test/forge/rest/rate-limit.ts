import { budgetOwner, type Limits } from '../http/limits.ts';
import { ok, type Route, route } from '../http/route.ts';

/** How much of its budgets whoever asks has left; asking is free. */
export function rateLimitRoute(limits: Limits): Route {
  return route('GET /rate_limit', ({ identity, site }) => {
    const who = budgetOwner(identity);
    const now = site.now();
    const core = limits.spend(who, { resource: 'core', points: 0, now });
    const graphql = limits.spend(who, { resource: 'graphql', points: 0, now });
    return ok({ resources: { core, graphql, search: core }, rate: core });
  });
}
