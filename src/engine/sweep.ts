import { messageOf, RingmasterError } from '../domain/errors.ts';
import type { CommentHeard } from '../domain/journal.ts';
import { after, type Instant } from '../domain/time.ts';
import type { Comment, Issue } from '../plugin/forge.ts';
import type { Place, Site } from '../plugin/place.ts';
import type { Engine } from './engine.ts';
import { visit } from './visit.ts';

/** Lists of GitHub may lag behind, so that every sweep looks a little further back than what was seen last. */
const LAG = 5 * 60_000;

/** How far back the first sweep of a repository looks, by our clock, which may be ahead of GitHub's. */
const FIRST = 60 * 60_000;

/** Looks at everything, whether or not a webhook came: webhooks make it fast, sweeps make it true. */
export async function sweep(engine: Engine): Promise<void> {
  for (const site of await engine.outside.sites()) {
    const { id } = site.repository;
    await attempt(engine, id, () => sweepIssues(engine, site));
    await attempt(engine, id, () => visit(engine, site, { at: 'tags' }));
  }
}

/**
 * Goes wherever something was said or changed. How far that has come is told by
 * the times that GitHub gave, never by our clock.
 */
async function sweepIssues(engine: Engine, site: Site): Promise<void> {
  const { sites } = engine.store;
  await sites.save(site);
  const { id } = site.repository;
  const until = (await sites.swept(id)) ?? after(engine.clock.now(), -FIRST);
  const { issues } = engine.outside.forgeAt(site);
  const comments = await issues.commentsSince(after(until, -LAG));
  const changed = await issues.changedSince(after(until, -LAG));
  const places = [...comments.map(placeOf), ...changed.map(({ number }) => issueAt(number))];
  let isDone = true;
  for (const place of places)
    isDone = (await attempt(engine, id, () => visit(engine, site, place))) && isDone;
  if (isDone) await sites.setSwept(id, latest(until, [...comments, ...changed]));
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

function issueAt(number: number): Place {
  return { at: 'issue', number };
}

/**
 * What a comment that was found late tells. One that was edited may not say what
 * was first posted: it gives no support, and takes back what it gave.
 */
function placeOf({ isBot, createdAt, updatedAt, ...posted }: Comment): Place {
  const comment = { ...posted, at: createdAt };
  const heard: CommentHeard =
    createdAt === updatedAt
      ? { ...comment, change: 'created', by: posted.author }
      : { ...comment, change: 'edited', by: undefined, changedAt: updatedAt };
  return { at: 'comment', comment: heard, isBot };
}
