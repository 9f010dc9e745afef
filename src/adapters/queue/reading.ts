import type { Duration } from '../../domain/time.ts';
import type { QueueSize } from '../../plugin/queue.ts';
import type { Database } from '../store/database.ts';

/** The right to read a delivery alone, which expires where its holder is silent. */
export interface Claim {
  readonly id: string;
  /** How often it was begun, this time included: who has begun it later has taken over. */
  readonly begun: number;
  /** How often of late. */
  readonly tries: number;
}

/** Which deliveries are to be read, and by whom. All times are the database's. */
export interface Reading {
  /** Takes some whose time has come; nobody else gets them meanwhile. */
  claim(most: number): Promise<readonly Claim[]>;
  /** Says that these are still being read. */
  keep(claims: readonly Claim[]): Promise<void>;
  /** It could not be read, and is to be tried again after a pause. */
  tryAgain(claim: Claim): Promise<void>;
  /** It is done with; who wanted it read once more meanwhile is heard. */
  release(claim: Claim): Promise<void>;
  /** Has those tried again whose reader has been silent for too long. */
  takeFromTheDead(): Promise<void>;
  /** One that was not read yet is to be read then, or sooner. */
  wake(id: string, delay: Duration): Promise<void>;
  size(): Promise<QueueSize>;
}

/** How long a claim holds after the last sign of life. */
const CLAIM = "now() + interval '30 seconds'";

/** When it is tried again: after 1, 2, 4 … seconds, a minute at most. */
const NEXT_TRY = "least(due_at, now() + least(60, power(2, tries - 1)) * interval '1 second')";

/** Who is still the one that has begun it last, and has not said how it ended. */
const MINE = 'id = $1 and begun = $2 and claimed_until is not null';

// Each is a transaction of its own, so that now() is its time; unlike
// clock_timestamp() it lets an index be used. Of a range with two ends PostgreSQL
// expects that it is small, and uses the index even where it has no statistics yet.
const STATEMENTS = {
  claim: `update deliveries
    set due_at = null, claimed_until = ${CLAIM}, begun = begun + 1, tries = tries + 1
    where id = any(array(
      select id from deliveries where due_at <= now() and claimed_until is null
      order by due_at limit $1 for update skip locked
    ))
    returning id, begun, tries`,
  keep: `update deliveries set claimed_until = ${CLAIM}
    from unnest($1::text[], $2::integer[]) as mine (id, begun)
    where deliveries.id = mine.id and deliveries.begun = mine.begun and claimed_until is not null`,
  tryAgain: `update deliveries set claimed_until = null, due_at = ${NEXT_TRY} where ${MINE}`,
  release: `update deliveries set claimed_until = null, tries = 0 where ${MINE}`,
  takeFromTheDead: `update deliveries set claimed_until = null, due_at = ${NEXT_TRY}
    where claimed_until between '-infinity' and now()`,
  wake: `update deliveries set due_at = least(due_at, now() + $2 * interval '1 millisecond')
    where id = $1 and done_at is null`,
  size: `select
    (select count(*)::integer from deliveries
      where due_at between '-infinity' and 'infinity') as waiting,
    (select count(*)::integer from deliveries
      where claimed_until between '-infinity' and 'infinity') as active,
    greatest(0, coalesce(round(1000 * extract(epoch from
      now() - (select min(due_at) from deliveries where due_at is not null))), 0)
    )::double precision as oldest`,
};

export function storeReading({ run }: Pick<Database, 'run'>): Reading {
  const apply = <Row extends object>(name: keyof typeof STATEMENTS, values: readonly unknown[]) =>
    run<Row>({ text: STATEMENTS[name] }, values);
  return {
    claim: (most) => apply<Claim>('claim', [most]),
    async keep(claims) {
      await apply('keep', [claims.map(({ id }) => id), claims.map(({ begun }) => begun)]);
    },
    async tryAgain({ id, begun }) {
      await apply('tryAgain', [id, begun]);
    },
    async release({ id, begun }) {
      await apply('release', [id, begun]);
    },
    async takeFromTheDead() {
      await apply('takeFromTheDead', []);
    },
    async wake(id, delay) {
      await apply('wake', [id, delay]);
    },
    async size() {
      const [size] = await apply<QueueSize>('size', []);
      return size ?? { waiting: 0, active: 0, oldest: 0 };
    },
  };
}
