import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { postgresPrograms, startPostgres } from '../../support/postgres.ts';
import type { Bench, Pace, Report } from '../bench.ts';
import { atWork, type Paced, RATE } from '../intake/at-work.ts';
import { exampleBody } from '../intake/letter.ts';
import {
  type Generator,
  type ServerProcess,
  startGenerator,
  startServer,
} from '../intake/processes.ts';
import { display, quantile, rounded, spread } from '../statistics.ts';

const CONNECTIONS = 50;
const WARM_UP = 1;
const LIMIT = 'node:http + HMAC + one insert (the limit)';
const OURS = 'Ringmaster on PostgreSQL';
const SHARE = 0.8;
const QUICK = 50;

export const bench: Bench = {
  about: 'acknowledged webhooks a second, beside what is possible and beside Probot',
  run: async (pace) => {
    await using all = new AsyncDisposableStack();
    const servers = await startServers(all);
    const generator = all.use(startGenerator());
    const results = await measure(servers, generator, pace);
    // Whatever stands by would only be in the way of the whole service.
    for (const server of servers.values()) await server[Symbol.asyncDispose]();
    return report(results, await atWork(generator, pace));
  },
};

async function startServers(
  all: AsyncDisposableStack,
): Promise<ReadonlyMap<string, ServerProcess>> {
  const bin = await postgresPrograms();
  if (bin === undefined) throw new Error('PostgreSQL is not installed');
  const postgres = await startPostgres(bin);
  all.defer(() => postgres.stop());
  const [limit, ours] = [
    await database(postgres.url, 'of_the_limit'),
    await database(postgres.url, 'ours'),
  ];
  const folder = await mkdtemp(join(tmpdir(), 'ringmaster-bench-'));
  all.defer(() => rm(folder, { recursive: true, force: true }));
  const wanted = [
    ['node:http, body read', 'bare', ''],
    ['node:http + HMAC', 'signed', ''],
    [LIMIT, 'insert', limit],
    [OURS, 'ours', JSON.stringify({ url: ours })],
    ['Ringmaster on PGlite', 'ours', JSON.stringify({ folder })],
    ['Probot, empty handler, nothing kept', 'probot', ''],
  ] as const;
  const servers = new Map<string, ServerProcess>();
  for (const [title, file, argument] of wanted)
    servers.set(title, all.use(await startServer(file, argument)));
  return servers;
}

/** A database of its own on the same server. @returns its address. */
async function database(url: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

interface Round {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
}

/** All servers in turn, in every round in another order, so that none has the better hour. */
async function measure(
  servers: ReadonlyMap<string, ServerProcess>,
  generator: Generator,
  { rounds, seconds }: Pace,
): Promise<ReadonlyMap<string, readonly Round[]>> {
  const results = new Map<string, Round[]>([...servers.keys()].map((title) => [title, []]));
  const body = exampleBody();
  const ask = (port: number, time: number) =>
    generator.send({ port, body, connections: CONNECTIONS, seconds: time });
  for (const { port } of servers.values()) await ask(port, WARM_UP);
  for (let round = 0; round < rounds; round += 1) {
    const order = [...servers];
    for (const [title, { port }] of [
      ...order.slice(round % order.length),
      ...order.slice(0, round % order.length),
    ]) {
      const { times, seconds: elapsed } = await ask(port, seconds);
      const result = {
        rate: times.length / elapsed,
        p50: quantile(times, 0.5),
        p99: quantile(times, 0.99),
      };
      results.get(title)?.push(result);
      console.log(`round ${round + 1}: ${title}: ${Math.round(result.rate)}/s`);
    }
  }
  return results;
}

function report(results: ReadonlyMap<string, readonly Round[]>, paced: Paced): Report {
  const limit = results.get(LIMIT) ?? [];
  const ratios = (rounds: readonly Round[]) =>
    spread(rounds.map(({ rate }, index) => rate / (limit[index]?.rate ?? Number.NaN)));
  const rows = [...results].map(([title, rounds]) => [
    title,
    display(spread(rounds.map(({ rate }) => rate))),
    display(ratios(rounds)),
    display(spread(rounds.map(({ p50 }) => p50))),
    display(spread(rounds.map(({ p99 }) => p99))),
  ]);
  const share = rounded(ratios(results.get(OURS) ?? []).median);
  return {
    tables: [
      {
        title: `A comment of ${exampleBody().length} bytes over ${CONNECTIONS} connections: median (lowest–highest)`,
        columns: ['', 'acknowledged/s', 'ratio to the limit', 'p50 ms', 'p99 ms'],
        rows,
      },
      {
        title: `The whole service on PostgreSQL, with its workers busy, at ${RATE} webhooks a second`,
        columns: ['acknowledged/s', 'p50 ms', 'p99 ms', 'read meanwhile', 'still waiting'],
        rows: [[paced.rate, paced.p50, paced.p99].map(rounded).concat(paced.read, paced.waiting)],
      },
    ],
    goals: [
      { goal: `at least ${SHARE} of the limit`, value: share, isReached: share >= SHARE },
      {
        goal: `p99 below ${QUICK} ms at ${RATE} a second`,
        value: rounded(paced.p99),
        isReached: paced.p99 < QUICK,
      },
    ],
  };
}
