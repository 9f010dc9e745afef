import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Sites } from '../../plugin/store.ts';
import { siteOf, siteWork } from './site-work.ts';
import type { Tables } from './tables.ts';

export function storeSites(db: Kysely<Tables>): Sites {
  const row = (repository: number) =>
    db.selectFrom('sites').selectAll().where('repository', '=', repository).executeTakeFirst();
  return {
    ...siteWork(db),

    async save({ repository: { id, owner, name }, installation }) {
      await db
        .insertInto('sites')
        .values({ repository: id, owner, name, installation })
        .onConflict((conflict) =>
          conflict.column('repository').doUpdateSet({ owner, name, installation }),
        )
        .execute();
    },

    async byId(repository) {
      const found = await row(repository);
      return found === undefined ? undefined : siteOf(found);
    },

    async swept(repository) {
      return (await row(repository))?.swept_until ?? undefined;
    },

    async setSwept(repository, until) {
      await db
        .updateTable('sites')
        .set({ swept_until: until })
        .where('repository', '=', repository)
        .execute();
    },

    async knownTags(repository) {
      const names = (await row(repository))?.known_tags;
      return names ? z.array(z.string()).parse(JSON.parse(names)) : undefined;
    },

    async setKnownTags(repository, names) {
      const change = { known_tags: JSON.stringify(names) };
      await db.updateTable('sites').set(change).where('repository', '=', repository).execute();
    },

    async lastGoodProcess(repository) {
      const found = await row(repository);
      if (!found?.process_blob || found.process_text === null) return undefined;
      return { blob: found.process_blob, text: found.process_text };
    },

    async setLastGoodProcess(repository, { blob, text }) {
      const change = { process_blob: blob, process_text: text };
      await db.updateTable('sites').set(change).where('repository', '=', repository).execute();
    },
  };
}
