import { actor } from '../access/rights.ts';
import type { RefChange } from '../git/refs.ts';
import type { Context } from '../site.ts';
import type { Repository } from '../world/repositories.ts';
import { existing } from '../world/world.ts';
import { followPulls } from './follow-pulls.ts';
import { pushPayload } from './push-payload.ts';
import { branchIn, tagIn } from './ref-name.ts';
import { tell } from './tell.ts';

// GitHub's docs on push, create and delete: no event for tags when more than
// three are pushed, created or deleted at once, and none for branches beyond 5,000.
const MOST_TAGS = 3;
const MOST_BRANCHES = 5000;

/**
 * What follows once refs have moved, by whatever way: events for Apps, and pull
 * requests that follow their branches. Call it without holding a lock.
 */
export async function afterMove(
  context: Context,
  repository: Repository,
  changes: readonly RefChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const { world, now } = context.site;
  const latest = existing(world.repositories, repository.id);
  world.repositories.put({ ...latest, pushedAt: now(), updatedAt: now() });

  const tags = changes.filter(({ name }) => tagIn(name) !== undefined);
  const branches = changes.filter(({ name }) => branchIn(name) !== undefined);
  const announced = [
    ...(branches.length > MOST_BRANCHES ? [] : branches),
    ...(tags.length > MOST_TAGS ? [] : tags),
  ];
  for (const change of announced) await announce(context, latest, change);
  for (const change of branches) await followPulls(context, latest, change);
}

async function announce(context: Context, repository: Repository, change: RefChange) {
  const { site } = context;
  const branch = branchIn(change.name);
  const named = {
    ref: branch ?? tagIn(change.name) ?? change.name,
    ref_type: branch === undefined ? 'tag' : 'branch',
    pusher_type: 'user',
  };
  if (change.from === undefined) {
    const { defaultBranch, description = null } = repository;
    const payload = { ...named, master_branch: defaultBranch, description };
    tell(context, { event: 'create', repository, payload });
  }
  if (change.to === undefined) tell(context, { event: 'delete', repository, payload: named });
  const payload = await pushPayload({ site, repository }, change, actor(context));
  tell(context, { event: 'push', repository, payload });
}
