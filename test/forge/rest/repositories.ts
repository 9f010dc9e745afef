import { z } from 'zod';
import { notFound, Refusal } from '../access/refusal.ts';
import { demandRead, isAtLeast, roleOf } from '../access/rights.ts';
import { createFork, mergeUpstream } from '../actions/forks.ts';
import {
  numberParam,
  ok,
  param,
  type Route,
  readBody,
  repositoryRoute,
  route,
} from '../http/route.ts';
import { accountJson } from '../json/account.ts';
import { fullRepositoryJson, ownerOf } from '../json/repository.ts';
import type { Role } from '../world/repositories.ts';

const FORK = z.object({ name: z.string().optional(), organization: z.string().optional() });
const UPSTREAM = z.object({ branch: z.string() });

/** Repositories themselves, who may do what in them, and their forks. */
export const repositoryRoutes: readonly Route[] = [
  repositoryRoute(
    'GET /repos/{owner}/{repo}',
    ({ site, repository, identity }) => ok(fullRepositoryJson(site, repository, identity)),
    { reads: ['metadata'] },
  ),

  route(
    'GET /repositories/{repository_id}',
    (call) => {
      const found = call.site.world.repositories.get(numberParam(call, 'repository_id'));
      if (found === undefined) throw notFound();
      demandRead(call, found, ['metadata']);
      return ok(fullRepositoryJson(call.site, found, call.identity));
    },
    { describedBy: 'GET /repos/{owner}/{repo}' },
  ),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
    (call) => {
      const { site, repository, identity } = call;
      const account = site.world.accountNamed(param(call, 'username'));
      if (account === undefined) throw notFound();
      if (identity.kind === 'nobody') throw new Refusal(401, 'Requires authentication');
      if (identity.kind === 'user' && !isAtLeast(roleOf(repository, identity.account), 'write')) {
        throw new Refusal(403, 'Must have push access to view collaborator permission.');
      }
      const role = roleOf(repository, account);
      return ok({
        permission: legacyRole(role),
        role_name: role ?? 'none',
        user: { ...accountJson(site, account), role_name: role ?? 'none' },
      });
    },
    { reads: ['metadata'] },
  ),

  repositoryRoute('POST /repos/{owner}/{repo}/forks', async (call) => {
    const { name } = readBody(call, FORK);
    const fork = await createFork(call, call.repository, { name });
    return { status: 202, body: fullRepositoryJson(call.site, fork, call.identity) };
  }),

  repositoryRoute('POST /repos/{owner}/{repo}/merge-upstream', async (call) => {
    const { branch } = readBody(call, UPSTREAM);
    const { site, repository } = call;
    const how = await mergeUpstream(call, repository, branch);
    const { parentId } = repository;
    const parent =
      parentId === undefined ? repository : (site.world.repositories.get(parentId) ?? repository);
    const base = `${ownerOf(site, parent).login}:${branch}`;
    const message =
      how === 'none'
        ? `This branch is not behind the upstream ${base}.`
        : `Successfully fetched and ${how === 'merge' ? 'merged' : 'fast-forwarded'} from upstream ${base}.`;
    return ok({ message, merge_type: how, base_branch: base });
  }),
];

/** A role as the older field of the API names it. */
function legacyRole(role: Role | undefined): string {
  if (role === undefined) return 'none';
  if (role === 'maintain') return 'write';
  return role === 'triage' ? 'read' : role;
}
