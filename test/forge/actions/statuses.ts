import { unprocessable } from '../access/refusal.ts';
import { actor, demandWrite } from '../access/rights.ts';
import { resolveCommit } from '../git/revision.ts';
import { commitJson } from '../json/git.ts';
import { fullName } from '../json/repository.ts';
import type { Context } from '../site.ts';
import { nodeId } from '../world/node-id.ts';
import type { CommitStatus, Repository } from '../world/repositories.ts';
import { iso } from '../world/time.ts';
import { BRANCHES } from './ref-name.ts';
import { tell } from './tell.ts';

/** What a status says. */
export interface StatusOrder {
  readonly state: CommitStatus['state'];
  readonly context: string;
  readonly description?: string | undefined;
  readonly targetUrl?: string | undefined;
}

const MOST_PER_CONTEXT = 1000;

/** Adds a status to a commit. */
export async function createStatus(
  context: Context,
  repository: Repository,
  { revision, order }: { revision: string; order: StatusOrder },
): Promise<CommitStatus> {
  demandWrite(context, repository, { permissions: ['statuses'], role: 'write' });
  const { site } = context;
  const git = site.git(repository);
  const sha = await resolveCommit(git, revision);
  if (sha === undefined) throw unprocessable(`No commit found for SHA: ${revision}`);
  const given = site.world.statuses.in(`${repository.id}/${sha}`);
  if (given.filter((one) => one.context === order.context).length >= MOST_PER_CONTEXT) {
    throw unprocessable('This SHA and context has reached the maximum number of statuses.');
  }
  const id = site.world.nextId();
  const status = site.world.statuses.put({
    id,
    nodeId: nodeId('StatusContext', id),
    repositoryId: repository.id,
    sha,
    state: order.state,
    context: order.context,
    description: order.description,
    targetUrl: order.targetUrl,
    creatorId: actor(context).id,
    createdAt: site.now(),
  });
  await tellStatus(context, repository, status);
  return status;
}

/** The last status of each context on a commit. */
export function latestStatuses({ site }: Context, repository: Repository, sha: string) {
  const latest = new Map<string, CommitStatus>();
  for (const status of site.world.statuses.in(`${repository.id}/${sha}`)) {
    latest.set(status.context, status);
  }
  return [...latest.values()];
}

/** GitHub's rule for the sum: any failure fails, then any pending or none at all is pending. */
export function combinedState(statuses: readonly CommitStatus[]): string {
  const states = statuses.map(({ state }) => state);
  if (states.some((state) => state === 'error' || state === 'failure')) return 'failure';
  return states.length === 0 || states.includes('pending') ? 'pending' : 'success';
}

async function tellStatus(context: Context, repository: Repository, status: CommitStatus) {
  const { site } = context;
  const git = site.git(repository);
  const commit = await git.commit(status.sha);
  if (commit === undefined) return;
  const branches = git.refs.matching(BRANCHES).filter(([, oid]) => oid === status.sha);
  const shown = await commitJson({ site, repository }, commit);
  tell(context, {
    event: 'status',
    repository,
    payload: {
      id: status.id,
      sha: status.sha,
      name: fullName(site, repository),
      target_url: status.targetUrl ?? null,
      avatar_url: null,
      context: status.context,
      description: status.description ?? null,
      state: status.state,
      commit: shown,
      branches: branches.map(([name, oid]) => ({
        name: name.slice(BRANCHES.length),
        commit: { sha: oid, url: shown.url },
        protected: false,
      })),
      created_at: iso(status.createdAt),
      updated_at: iso(status.createdAt),
    },
  });
}
