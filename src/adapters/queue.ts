import { type JobResult, PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { Duration } from '../domain/time.ts';
import type { Log } from '../plugin/log.ts';
import type { Queue, QueueSize } from '../plugin/queue.ts';
import { doJob, type Wake } from './queue/job.ts';
import { type Perform, performer } from './queue/perform.ts';
import type { Readers } from './queue/readers.ts';
import type { Reading } from './queue/reading.ts';
import type { Database } from './store/database.ts';
import { explained } from './store/trouble.ts';

/** What pg-boss has queues for. A delivery is its own job. */
const NAMES = { release: 'release-wakes', site: 'site-wakes' } as const;
const ALL = Object.values(NAMES);
const KINDS = ['release', 'site'] as const;

type BossKind = (typeof KINDS)[number];

/** How many jobs of a kind one process works at, at the same time. */
const WORKERS = { release: 4, site: 1 } as const;

/**
 * Retries: 1, 2, 4 … seconds up to a minute. When to give up is our own affair, as
 * pg-boss would do so without a word. Whoever works at a job says so every 15
 * seconds; when it has been silent for 30, its process has died, and the job is
 * taken up by another one.
 */
const PATIENCE = {
  retryLimit: 10_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  heartbeatSeconds: 30,
  notify: true,
};

/** How often it is looked for jobs whose process has died, in seconds. */
const SUPERVISION = 15;

// The listener wakes workers at once, and whoever has done a job looks for the next;
// but a job that waited for its time is not announced, so that polling must not be slow.
const POLLING = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5 };

/** Starts pg-boss on the store's database, with its queues in place. */
export async function openBoss(
  { forQueue }: Pick<Database, 'forQueue'>,
  log: Log,
): Promise<PgBoss> {
  const boss = new PgBoss({
    ...forQueue,
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: SUPERVISION,
    monitorIntervalSeconds: SUPERVISION,
  });
  boss.on('error', ({ message }) => log.error('queue', { error: message }));
  try {
    await boss.start();
    await prepareQueues(boss);
    return boss;
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
}

async function prepareQueues(boss: PgBoss): Promise<void> {
  // Of a release one wake may wait while another is worked at; further ones change
  // nothing. The policy `stately`, which promises both, lets a release that is worked
  // at hold up all others, or waits for statistics that are a minute old.
  for (const name of ALL) await boss.createQueue(name, { policy: 'short' });
  // Queues that are there already learn what has changed since they were made.
  for (const name of ALL) await boss.updateQueue(name, PATIENCE);
  // pg-boss reads what it needs to know of a queue when it is first used. That must
  // not happen inside a transaction: the embedded database has one connection.
  await Promise.all(ALL.map((name) => boss.findJobs(name, { key: 'none' })));
}

/** What the queue is made of: pg-boss, and those who read deliveries. */
interface Parts {
  readonly boss: PgBoss;
  readonly reading: Reading;
  readonly readers: Readers;
}

export function queueOn({ boss, reading, readers }: Parts, log: Log): Queue {
  return {
    async wake(kind, id, delay = 0) {
      if (kind !== 'delivery') return sendWake(boss, kind, { id, delay });
      await reading.wake(id, delay);
      readers.look();
    },

    async start(work) {
      const perform = performer(work, log);
      for (const kind of KINDS)
        for (let count = 0; count < WORKERS[kind]; count += 1)
          await startWorker(boss, kind, perform);
      readers.start(perform);
    },

    async stop() {
      await Promise.all([readers.stop(), ...ALL.map((name) => boss.offWork(name))]);
    },

    async size() {
      const sizes = await Promise.all([wakes(boss), reading.size()]);
      return {
        waiting: sizes.reduce((sum, { waiting }) => sum + waiting, 0),
        active: sizes.reduce((sum, { active }) => sum + active, 0),
        oldest: Math.max(...sizes.map(({ oldest }) => oldest)),
      };
    },
  };
}

/** One wake of a subject waits, and what belongs to one group is done one after the other. */
async function sendWake(
  boss: PgBoss,
  kind: BossKind,
  { id, delay }: { readonly id: string; readonly delay: Duration },
): Promise<void> {
  const options = { singletonKey: id, group: { id }, startAfter: delay / 1000 };
  await explained(() => boss.send(NAMES[kind], { id }, options));
}

async function startWorker(boss: PgBoss, kind: BossKind, perform: Perform): Promise<void> {
  const own = await boss.work<Wake, JobResult[], typeof OPTIONS>(
    NAMES[kind],
    OPTIONS,
    async (jobs) => {
      const results = await Promise.all(jobs.map((job) => doJob(boss, perform, { kind, job })));
      // There may be more; pg-boss by itself would let half a second pass after each job.
      boss.notifyWorker(own);
      return results;
    },
  );
}

async function wakes(boss: PgBoss): Promise<QueueSize> {
  const { rows } = await explained(() => boss.getDb().executeSql(SIZE, [ALL]));
  const [size] = z.array(SIZE_ROW).parse(rows);
  return size ?? { waiting: 0, active: 0, oldest: 0 };
}

const OPTIONS = {
  ...POLLING,
  groupConcurrency: 1,
  includeMetadata: true,
  perJobResults: true,
} as const;

const SIZE_ROW = z.object({
  waiting: z.coerce.number(),
  active: z.coerce.number(),
  oldest: z.coerce.number(),
});

// pg-boss's own statistics may be a minute old. These conditions are those of its
// indexes: jobs that are done stay for days, and are not to be counted past.
const SIZE = `select
    (select count(*) from pgboss.job
      where name = any($1) and state < 'active' and not blocked) as waiting,
    (select count(*) from pgboss.job
      where name = any($1) and state = 'active' and group_id is not null) as active,
    (select greatest(0, coalesce(round(1000 * extract(epoch from clock_timestamp()
        - min(start_after))), 0)) from pgboss.job
      where name = any($1) and state < 'active' and not blocked) as oldest`;
