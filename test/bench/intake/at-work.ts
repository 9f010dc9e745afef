import { request } from 'undici';
import { z } from 'zod';
import { openStage, type Stage } from '../../stage/stage.ts';
import { postgresPrograms, startPostgres } from '../../support/postgres.ts';
import type { Pace } from '../bench.ts';
import { quantile } from '../statistics.ts';
import { SECRET } from './letter.ts';
import type { Generator } from './processes.ts';

/** Webhooks a second; far more than GitHub sends to anybody. */
export const RATE = 500;

const CONNECTIONS = 50;

/** What the stage's forge signs with. */
const OF_THE_STAGE = 'a secret of the stage alone';

const HEALTH = z.object({ queue: z.object({ waiting: z.int(), active: z.int() }) });

export interface Paced {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  /** How many were read while more came in. */
  readonly read: number;
  readonly waiting: number;
}

/** How fast the whole service acknowledges while its workers read what came in. */
export async function atWork(generator: Generator, { seconds }: Pace): Promise<Paced> {
  await using all = new AsyncDisposableStack();
  const bin = await postgresPrograms();
  if (bin === undefined) throw new Error('PostgreSQL is not installed');
  const postgres = await startPostgres(bin);
  all.defer(() => postgres.stop());
  const secrets = `${SECRET},${OF_THE_STAGE}`;
  const settings = { DATABASE_URL: postgres.url, WEBHOOK_SECRET: secrets, LOG_LEVEL: 'warn' };
  const stage = await openStage({ settings });
  all.defer(() => stage.close());
  const body = await genuineComment(stage);
  const { url } = stage.ringmaster();
  const order = { port: Number(new URL(url).port), body, connections: CONNECTIONS, rate: RATE };
  await generator.send({ ...order, seconds: 1 });
  const before = await waitingAt(url);
  const { times, seconds: elapsed } = await generator.send({ ...order, seconds: 3 * seconds });
  const waiting = await waitingAt(url);
  return {
    rate: times.length / elapsed,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    read: before + times.length - waiting,
    waiting,
  };
}

/** What the forge sends when somebody comments on an issue of a repository that is known. */
async function genuineComment(stage: Stage): Promise<string> {
  const alice = stage.person('alice');
  await alice.say(await alice.openIssue({ title: 'A question', body: '' }), 'Nothing to do here.');
  await stage.forge.settled();
  const sent = stage.forge.deliveries.find(({ event }) => event === 'issue_comment');
  if (sent === undefined) throw new Error('the forge has sent no comment');
  return sent.body;
}

async function waitingAt(url: string): Promise<number> {
  const { body } = await request(`${url}/healthz`);
  return HEALTH.parse(await body.json()).queue.waiting;
}
