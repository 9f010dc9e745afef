import { messageOf, RingmasterError } from '../domain/errors.ts';
import { after, type Instant } from '../domain/time.ts';
import type { Comment, Issue } from '../plugin/forge.ts';
import type { Place, Site } from '../plugin/place.ts';
import type { Engine } from './engine.ts';
import { heardOf, isEdited } from './heard-of.ts';
import { vanishedComments } from './vanished.ts';
import { visit } from './visit.ts';

/** Lists of GitHub may lag behind, so that every sweep looks a little further back than what was seen last. */
const LAG = 5 * 60_000;

/** How far back the first sweep of a repository looks, by the store's clock, which may be ahead of GitHub's. */
const FIRST = 60 * 60_000;

/**
 * Looks at everything, whether or not a webhook came: webhooks make it fast,
 * sweeps make it true. Three requests for a repository where nothing goes on, and
 * one more for every open release whose support might have been deleted.
 */
export async function sweep(engine: Engine, signal?: AbortSignal): Promise<void> {
  for (const site of await liveFirst(engine, await engine.outside.sites())) {
    if (signal?.aborted === true) return;
    const { id } = site.repository;
    // What takes support back comes first, so that no new support is added to what is gone.
    await attempt(engine, id, () => sweepSupport(engine, site));
    await attempt(engine, id, () => sweepIssues(engine, site));
    await attempt(engine, id, () => visit(engine, site, { at: 'tags' }));
  }
  engine.meter.swept('repositories');
}

/** Where something is being released comes first: there people wait. */
async function liveFirst({ store }: Engine, sites: readonly Site[]): Promise<readonly Site[]> {
  const live = new Set((await store.releases.open()).map(({ site }) => site.repository.id));
  const isLive = ({ repository }: Site) => live.has(repository.id);
  return [...sites.filter(isLive), ...sites.filter((site) => !isLive(site))];
}

/**
 * Goes wherever something was said or changed. How far that has come is told by
 * the times that GitHub gave, never by our clock.
 */
async function sweepIssues(engine: Engine, site: Site): Promise<void> {
  const { sites } = engine.store;
  await sites.save(site);
  const { id } = site.repository;
  const until = (await sites.swept(id)) ?? after(await engine.store.now(), -FIRST);
  const { issues } = engine.outside.forgeAt(site);
  // Both lists first: how far this has come is told by them, and going to the places may take long.
  const comments = await issues.commentsSince(after(until, -LAG));
  const [listed] = await Promise.allSettled([issues.changedSince(after(until, -LAG))]);
  // What takes support back comes first.
  const [edited, untouched] = [
    comments.filter(isEdited),
    comments.filter((each) => !isEdited(each)),
  ];
  const isHeard = await visitAll(engine, site, [...edited, ...untouched].map(placeOf));
  if (listed.status === 'rejected') throw listed.reason;
  const changed = listed.value;
  const isSeen = await visitAll(
    engine,
    site,
    changed.map(({ number }) => ({ at: 'issue', number })),
  );
  if (isHeard && isSeen) await sites.setSwept(id, latest(until, [...comments, ...changed]));
}

/** @returns whether none of them needs to be gone to again. */
async function visitAll(engine: Engine, site: Site, places: readonly Place[]): Promise<boolean> {
  let isDone = true;
  for (const place of places) {
    const task = () => visit(engine, site, place);
    isDone = (await attempt(engine, site.repository.id, task)) && isDone;
  }
  return isDone;
}

/** Support whose comment is gone is taken back, also where nobody told us that it went. */
async function sweepSupport(engine: Engine, site: Site): Promise<void> {
  const { id } = site.repository;
  for (const row of await engine.store.releases.open(id))
    await attempt(engine, id, async () => {
      for (const comment of await vanishedComments(engine, row))
        await visit(engine, site, { at: 'comment', comment, isBot: false });
    });
}

/**
 * Does one thing, whatever becomes of the others.
 * @returns false where it failed and may succeed another time.
 */
async function attempt(
  { log }: Engine,
  repository: number,
  task: () => Promise<void>,
): Promise<boolean> {
  try {
    await task();
    return true;
  } catch (error) {
    log.warn('a repository could not be swept', { repository, error: messageOf(error) });
    return error instanceof RingmasterError && !error.retry;
  }
}

function latest(from: Instant, seen: readonly (Comment | Issue)[]): Instant {
  return seen.reduce((time, { updatedAt }) => (updatedAt > time ? updatedAt : time), from);
}

function placeOf(comment: Comment): Place {
  return { at: 'comment', comment: heardOf(comment), isBot: comment.isBot };
}
