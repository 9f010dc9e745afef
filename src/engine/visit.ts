import type { Place, Site } from '../plugin/place.ts';
import { commandLines } from '../speech/command-lines.ts';
import type { Engine } from './engine.ts';
import { openByForm } from './open-by-form.ts';
import { openByTags } from './open-by-tag.ts';

/** Goes to a place: finds out whom it concerns, and wakes them. */
export async function visit(engine: Engine, site: Site, place: Place): Promise<void> {
  await engine.store.sites.save(site);
  const repository = site.repository.id;
  switch (place.at) {
    case 'comment':
      return place.isBot ? undefined : visitComment(engine, site, place);
    case 'issue':
      return visitIssue(engine, site, place.number);
    case 'tags':
      // A new tag that makes trouble must not hide from open releases what they wait for.
      try {
        await openByTags(engine, site, place.pushed);
      } finally {
        await wakeAll(engine, repository);
      }
      return;
    case 'branch':
      return visitBranch(engine, place.branch);
    case 'repository':
      return wakeAll(engine, repository);
  }
}

async function visitComment(
  engine: Engine,
  site: Site,
  { comment }: Extract<Place, { at: 'comment' }>,
): Promise<void> {
  const { releases, sites } = engine.store;
  const repository = site.repository.id;
  const row = await releases.byIssue(repository, comment.issue);
  if (row !== undefined) {
    if (!row.isOpen) return;
    await releases.hear(row.id, comment);
    return engine.queue.wake('release', row.id);
  }
  if (comment.change !== 'created' || !asksTheSite(engine, comment.body)) return;
  await sites.hear(repository, comment);
  await engine.queue.wake('site', String(repository));
}

/** Whether a comment holds a command that is understood outside of tracking issues. */
function asksTheSite({ plugins }: Engine, body: string): boolean {
  return commandLines(body).some(({ name }) => plugins.commands.get(name)?.where === 'anywhere');
}

async function visitIssue(engine: Engine, site: Site, number: number): Promise<void> {
  const row = await engine.store.releases.byIssue(site.repository.id, number);
  if (row === undefined) return openByForm(engine, site, number);
  if (row.isOpen) await engine.queue.wake('release', row.id);
}

/** Pull requests come from the release's own branch, or from one named after it. */
async function visitBranch(engine: Engine, branch: string): Promise<void> {
  for (const { id } of await engine.store.releases.byBranch(branch))
    await engine.queue.wake('release', id);
}

async function wakeAll(engine: Engine, repository: number): Promise<void> {
  for (const { id } of await engine.store.releases.open(repository))
    await engine.queue.wake('release', id);
}
