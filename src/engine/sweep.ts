import { messageOf } from '../domain/errors.ts';
import type { CommentHeard } from '../domain/journal.ts';
import { after } from '../domain/time.ts';
import type { Comment } from '../plugin/forge.ts';
import type { Site } from '../plugin/place.ts';
import type { Engine } from './engine.ts';
import { visit } from './visit.ts';

/** Lists of GitHub may lag behind, so that every sweep looks a little further back than the last one ended. */
const OVERLAP = 5 * 60_000;

/** Looks at everything, whether or not a webhook came: webhooks make it fast, sweeps make it true. */
export async function sweep(engine: Engine): Promise<void> {
  for (const site of await engine.outside.sites()) {
    try {
      await sweepSite(engine, site);
    } catch (error) {
      engine.log.warn('a repository could not be swept', {
        repository: site.repository.id,
        error: messageOf(error),
      });
    }
  }
}

async function sweepSite(engine: Engine, site: Site): Promise<void> {
  const { store, clock, outside } = engine;
  await store.sites.save(site);
  const { id } = site.repository;
  const begun = clock.now();
  const since = after((await store.sites.swept(id)) ?? begun, -OVERLAP);
  const { issues } = outside.forgeAt(site);
  for (const comment of await issues.commentsSince(since))
    for (const heard of heardFrom(comment))
      await visit(engine, site, { at: 'comment', comment: heard, isBot: comment.isBot });
  for (const { number } of await issues.changedSince(since))
    await visit(engine, site, { at: 'issue', number });
  await visit(engine, site, { at: 'tags' });
  await store.sites.setSwept(id, begun);
}

/**
 * What a comment that was found late tells. One that was edited may not say what
 * was first posted: it gives no support, and takes back what it gave.
 */
function heardFrom({
  id,
  issue,
  author,
  body,
  createdAt,
  updatedAt,
}: Comment): readonly CommentHeard[] {
  const comment = { id, issue, author, body, at: createdAt };
  if (createdAt === updatedAt) return [{ ...comment, change: 'created', by: author }];
  return [{ ...comment, change: 'edited', by: undefined }];
}
