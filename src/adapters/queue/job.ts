import type { JobResult, JobWithMetadata, PgBoss } from 'pg-boss';
import { messageOf } from '../../domain/errors.ts';
import type { JobKind } from '../../plugin/queue.ts';
import type { Perform } from './perform.ts';

/** What a job carries. */
export interface Wake {
  readonly id: string;
}

interface Given {
  readonly kind: JobKind;
  readonly job: JobWithMetadata<Wake>;
}

/** Does one of pg-boss's jobs, and says in its words how that ended. */
export async function doJob(
  boss: PgBoss,
  perform: Perform,
  { kind, job }: Given,
): Promise<JobResult> {
  const ending = await perform({ kind, id: job.data.id, tries: job.retryCount + 1 });
  if (ending.as === 'done') return { id: job.id, status: 'completed' };
  const isOver =
    ending.as === 'given-up' || (ending.as === 'failed' && (await isRetriedAnyway(boss, job)));
  // pg-boss has no word for "failed for good" but that of its dead letters; none of our queues has any.
  const status = isOver ? 'deadletter' : 'failed';
  return { id: job.id, status, output: { message: messageOf(ending.error) } };
}

/** A wake may come while an earlier one waits to be tried again: one of them goes on. */
async function isRetriedAnyway(
  boss: PgBoss,
  { id, name, singletonKey }: JobWithMetadata<Wake>,
): Promise<boolean> {
  if (singletonKey === null) return false;
  const waiting = await boss.findJobs(name, { key: singletonKey, queued: true });
  return waiting.some((other) => other.id !== id && other.state === 'retry');
}
