import { invalidField } from '../access/refusal.ts';
import { actor, demandWrite, mayWrite } from '../access/rights.ts';
import { resolveCommit } from '../git/revision.ts';
import { releaseJson } from '../json/release.ts';
import type { Context, Json } from '../site.ts';
import { nodeId } from '../world/node-id.ts';
import type { Release, Repository } from '../world/repositories.ts';
import { existing } from '../world/world.ts';
import { isRefName, TAGS } from './ref-name.ts';
import { CONTENTS, moveRefs } from './refs.ts';
import { tell } from './tell.ts';

/** A release as it shall be; what is left out stays, or has GitHub's default. */
export interface ReleaseOrder {
  readonly tag?: string | undefined;
  readonly target?: string | undefined;
  readonly name?: string | undefined;
  readonly body?: string | undefined;
  readonly draft?: boolean | undefined;
  readonly prerelease?: boolean | undefined;
  readonly makeLatest?: Release['makeLatest'] | undefined;
}

const LONGEST_TEXT = 125_000;

/** Makes a release; a published one makes its tag where that is missing. */
export async function createRelease(
  context: Context,
  repository: Repository,
  order: ReleaseOrder & { readonly tag: string },
): Promise<Release> {
  demandWrite(context, repository, CONTENTS);
  checkOrder(context, repository, { order });
  const { world, now } = context.site;
  const id = world.nextId();
  const release: Release = {
    id,
    nodeId: nodeId('Release', id),
    repositoryId: repository.id,
    tag: order.tag,
    target: order.target ?? repository.defaultBranch,
    name: order.name,
    body: order.body,
    draft: order.draft ?? false,
    prerelease: order.prerelease ?? false,
    makeLatest: order.makeLatest ?? 'true',
    authorId: actor(context).id,
    createdAt: now(),
    updatedAt: now(),
    publishedAt: undefined,
  };
  if (!release.draft) await makeTag(context, repository, release);
  // Somebody else may have been faster while the tag was made.
  checkOrder(context, repository, { order });
  const stored = world.releases.put(release);
  if (!release.draft) return publish(context, stored, ['created', 'published']);
  tellRelease(context, stored, 'created');
  return stored;
}

/** Changes a release. Taking the draft mark away publishes it. */
export async function editRelease(
  context: Context,
  before: Release,
  order: ReleaseOrder,
): Promise<Release> {
  const { world, now } = context.site;
  const repository = existing(world.repositories, before.repositoryId);
  demandWrite(context, repository, CONTENTS);
  checkOrder(context, repository, { order, before });
  const given = Object.fromEntries(
    Object.entries(order).filter(([, value]) => value !== undefined),
  );
  const release: Release = { ...before, ...given, updatedAt: now() };
  if (!release.draft) await makeTag(context, repository, release);
  const stored = world.releases.put(release);
  if (before.draft && !stored.draft) return publish(context, stored, ['published']);
  tellEdit(context, before, stored);
  return stored;
}

function tellEdit(context: Context, before: Release, after: Release): void {
  const changes: Json = {
    ...(before.body === after.body ? {} : { body: { from: before.body ?? '' } }),
    ...(before.name === after.name ? {} : { name: { from: before.name ?? '' } }),
  };
  tellRelease(context, after, 'edited', { changes });
  if (before.prerelease !== after.prerelease && !after.draft) {
    tellRelease(context, after, after.prerelease ? 'prereleased' : 'released');
  }
}

/** Deletes a release; its tag stays. */
export function deleteRelease(context: Context, release: Release): void {
  const { world } = context.site;
  demandWrite(context, existing(world.repositories, release.repositoryId), CONTENTS);
  world.releases.delete(release.id);
  tellRelease(context, release, 'deleted');
}

/** The releases whoever asks may see, newest first. Drafts are for those who may push. */
export function visibleReleases(context: Context, repository: Repository): Release[] {
  const seesDrafts = mayWrite(context, repository, CONTENTS);
  return context.site.world.releases
    .in(repository.id)
    .filter(({ draft }) => seesDrafts || !draft)
    .reverse();
}

/**
 * The release GitHub shows as "latest": the one last published as such. With
 * `legacy`, or where none says so, the highest version by date decides.
 */
export function latestRelease(context: Context, repository: Repository): Release | undefined {
  const full = context.site.world.releases
    .in(repository.id)
    .filter(({ draft, prerelease }) => !draft && !prerelease);
  const chosen = full.filter(({ makeLatest }) => makeLatest === 'true');
  const candidates = chosen.length > 0 ? chosen : full.filter((one) => one.makeLatest === 'legacy');
  return candidates.toSorted(
    (a, b) => (b.publishedAt ?? 0) - (a.publishedAt ?? 0) || b.id - a.id,
  )[0];
}

function checkOrder(
  { site }: Context,
  repository: Repository,
  { order, before }: { order: ReleaseOrder; before?: Release },
): void {
  const { tag, body, draft = before?.draft ?? false } = order;
  if (tag !== undefined && !isRefName(TAGS + tag)) {
    const message = 'tag_name is not a valid tag';
    throw invalidField({ resource: 'Release', code: 'custom', field: 'tag_name', message });
  }
  if ((body ?? '').length > LONGEST_TEXT) {
    const message = `body is too long (maximum is ${LONGEST_TEXT} characters)`;
    throw invalidField({ resource: 'Release', code: 'custom', field: 'body', message });
  }
  const name = tag ?? before?.tag;
  const taken = site.world.releases
    .in(repository.id)
    .some((one) => one.id !== before?.id && one.tag === name && !one.draft);
  if (taken && !draft) {
    throw invalidField({ resource: 'Release', code: 'already_exists', field: 'tag_name' });
  }
}

async function makeTag(context: Context, repository: Repository, release: Release) {
  const git = context.site.git(repository);
  const name = TAGS + release.tag;
  if (git.refs.get(name) !== undefined) return;
  const oid = await resolveCommit(git, release.target);
  if (oid === undefined) {
    throw invalidField({ resource: 'Release', code: 'invalid', field: 'target_commitish' });
  }
  await moveRefs(context, repository, () =>
    git.refs.get(name) === undefined ? [{ name, from: undefined, to: oid }] : [],
  );
}

function publish(context: Context, release: Release, actions: readonly string[]): Release {
  const { world, now } = context.site;
  const published = world.releases.put({ ...release, publishedAt: now() });
  for (const action of actions) tellRelease(context, published, action);
  tellRelease(context, published, published.prerelease ? 'prereleased' : 'released');
  return published;
}

function tellRelease(context: Context, release: Release, action: string, more: Json = {}): void {
  const { site } = context;
  tell(context, {
    event: 'release',
    action,
    repository: existing(site.world.repositories, release.repositoryId),
    payload: { release: releaseJson(site, release), ...more },
  });
}
