import { type Kysely, sql } from 'kysely';
import type { Deliveries } from '../../plugin/store.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** How many deliveries that were set aside are listed. */
const LISTED = 100;

/** What readers in this process want to know. */
export interface Audience {
  /** There is a delivery to be read. */
  arrived(): void;
  /** Nobody has the right to read it any more, as nobody needs it. */
  wasRead(id: string): void;
}

// A row that is there already is touched only where nobody is to read it, though nobody has.
const ACCEPT = {
  name: 'accept delivery',
  text: `insert into deliveries (id, event, body) values ($1, $2, $3)
    on conflict (id) do update set due_at = now()
      where deliveries.done_at is null and deliveries.due_at is null
        and deliveries.claimed_until is null
    returning begun`,
};

const READ = { text: 'select event, body from deliveries where id = $1' };

const DONE = {
  text: `update deliveries set done_at = now(), due_at = null, claimed_until = null
    where id = $1`,
};

/** Deliveries. A row is the job of reading it, too, so that one statement keeps both: `queue/reading.ts`. */
export function storeDeliveries(
  { kysely: db, run }: Pick<Database, 'kysely' | 'run'>,
  { arrived, wasRead }: Audience,
): Deliveries {
  return {
    ...storeAside(db),

    async accept({ id, event, body }) {
      const [accepted] = await run<{ begun: number }>(ACCEPT, [id, event, body]);
      if (accepted === undefined) return 'duplicate';
      arrived();
      return accepted.begun === 0 ? 'new' : 'again';
    },

    async read(id) {
      const [found] = await run<{ event: string; body: string | null }>(READ, [id]);
      const { event, body } = found ?? { event: '', body: null };
      return body === null ? undefined : { id, event, body };
    },

    async done(id) {
      await run(DONE, [id]);
      wasRead(id);
    },

    async missing(ids) {
      const { rows } = await sql<{ id: string }>`select distinct asked.id
        from unnest(${[...ids]}::text[]) as asked (id)
        where not exists (select from deliveries where deliveries.id = asked.id)`.execute(db);
      const missing = new Set(rows.map(({ id }) => id));
      return [...new Set(ids)].filter((id) => missing.has(id));
    },

    async newest() {
      const newest = db.selectFrom('deliveries').select(({ fn }) => fn.max('received_at').as('at'));
      const { at } = await newest.executeTakeFirstOrThrow();
      return at?.toISOString();
    },
  };
}

/** What becomes of deliveries later: some cannot be read, and the others need not be kept for ever. */
function storeAside(db: Kysely<Tables>): Pick<Deliveries, 'setAside' | 'aside' | 'forgetBodies'> {
  return {
    async setAside(id, reason) {
      await db
        .updateTable('deliveries')
        .set({ aside_at: sql`clock_timestamp()`, aside_reason: reason })
        .where('id', '=', id)
        .execute();
    },

    async aside() {
      const rows = await db
        .selectFrom('deliveries')
        .select(['id', 'event', 'aside_at', 'aside_reason'])
        .where('aside_at', 'is not', null)
        .where('done_at', 'is', null)
        .orderBy('aside_at', 'desc')
        .limit(LISTED)
        .$narrowType<{ aside_at: Date }>()
        .execute();
      return rows.map(({ id, event, aside_at, aside_reason }) => ({
        id,
        event,
        at: aside_at.toISOString(),
        reason: aside_reason ?? '',
      }));
    },

    async forgetBodies(readBefore) {
      const forgotten = await db
        .updateTable('deliveries')
        .set({ body: null })
        .where('done_at', '<', new Date(readBefore))
        .where('body', 'is not', null)
        .executeTakeFirst();
      return Number(forgotten.numUpdatedRows);
    },
  };
}
