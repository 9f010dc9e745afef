import { PgBoss } from 'pg-boss';
import { z } from 'zod';
import { messageOf } from '../domain/errors.ts';
import type { Log } from '../plugin/log.ts';
import type { Queue, Work } from '../plugin/queue.ts';
import type { Database } from './store/database.ts';

/** Names of the queues. */
export const DELIVERIES = 'deliveries';
const WAKES = { release: 'releases', site: 'sites' } as const;
const ALL = [DELIVERIES, WAKES.release, WAKES.site];

/**
 * Retries: 1, 2, 4 … seconds up to a minute, five times. Then the job is set
 * aside; a release is looked at again by the next sweep in any case. Whoever
 * works at a job says so every 15 seconds; when it has been silent for 30, its
 * process has died, and the job is taken up by another one.
 */
const PATIENCE = {
  retryLimit: 5,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  heartbeatSeconds: 30,
  notify: true,
};

/** How often it is looked for jobs whose process has died, in seconds. */
const SUPERVISION = 15;

// The listener wakes workers at once; but a job that waited for its namesake to
// end is not announced, so that polling must not be slow.
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
  // One job of a delivery at a time. Of a release one may wait while another runs;
  // further wakes change nothing.
  await boss.createQueue(DELIVERIES, { policy: 'exclusive' });
  for (const name of Object.values(WAKES)) await boss.createQueue(name, { policy: 'stately' });
  // Queues that are there already learn what has changed since they were made.
  for (const name of ALL) await boss.updateQueue(name, PATIENCE);
  // pg-boss reads what it needs to know of a queue when it is first used. That must
  // not happen inside a transaction: the embedded database has one connection.
  await Promise.all(ALL.map((name) => boss.findJobs(name, { key: 'none' })));
}

export function queueOn(boss: PgBoss, log: Log): Queue {
  return {
    async wake(kind, id) {
      await boss.send(WAKES[kind], { id }, { singletonKey: id });
    },

    async start(work) {
      const workers = { delivery: 2, release: 4, site: 1 } as const;
      const names = { delivery: DELIVERIES, ...WAKES } as const;
      for (const kind of ['delivery', 'release', 'site'] as const)
        await boss.work<{ id: string }>(
          names[kind],
          { ...POLLING, localConcurrency: workers[kind] },
          perform(kind, work, log),
        );
    },

    async stop() {
      for (const name of ALL) await boss.offWork(name);
    },

    async size() {
      const { rows } = await boss.getDb().executeSql(COUNTS, [ALL]);
      const [counts] = z
        .array(z.object({ waiting: z.coerce.number(), active: z.coerce.number() }))
        .parse(rows);
      return counts ?? { waiting: 0, active: 0 };
    },
  };
}

// pg-boss's own statistics may be a minute old.
const COUNTS = `select count(*) filter (where state in ('created', 'retry')) as waiting,
    count(*) filter (where state = 'active') as active
  from pgboss.job where name = any($1)`;

function perform(kind: keyof Work, work: Work, log: Log) {
  return async (jobs: readonly { readonly data: { readonly id: string } }[]) => {
    for (const { data } of jobs) {
      try {
        await work[kind](data.id);
      } catch (error) {
        log.warn(`${kind} failed and is tried again`, { id: data.id, error: messageOf(error) });
        throw error;
      }
    }
  };
}
