import { sha256 } from '../../src/adapters/hash.ts';
import type { Duration } from '../../src/domain/time.ts';
import { catchUp, keepUp } from '../../src/engine/catch-up.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { givenUp } from '../../src/engine/given-up.ts';
import { readDelivery } from '../../src/engine/read-delivery.ts';
import { visit } from '../../src/engine/visit.ts';
import { wakeDue, work, workSite } from '../../src/engine/worker.ts';
import { loadPlugins } from '../../src/plugin/load.ts';
import { MemoryJobs } from '../sim/memory/jobs.ts';
import { memoryQueue } from '../sim/memory/memory-queue.ts';
import { type MemoryStore, memoryStore } from '../sim/memory/memory-store.ts';
import { Scheduler } from '../sim/scheduler.ts';
import { outsideOf } from '../sim/world/outside.ts';
import type { WorldState } from '../sim/world/state.ts';
import { World } from '../sim/world/world.ts';
import { SILENT } from '../support/log.ts';
import { SILENT_METER } from '../support/meter.ts';

const plugins = await loadPlugins();

const START = Date.parse('2026-05-04T09:12:00.000Z');
const MINUTE = 60_000;
/** How often it is looked for what is due. A hundred hours are played, so that it is not often. */
const TICK = 30_000;

/** A Ringmaster that may go away and come back, on a world in memory that goes on meanwhile. */
export interface Absence {
  readonly world: World;
  readonly store: MemoryStore;
  /** Lets that much time pass, and everything happen that is to happen meanwhile. */
  pass(duration: Duration): Promise<void>;
  /** From now on nothing is heard and nothing is done. */
  leave(): void;
  /** Starts it again, on what is stored. */
  comeBack(): void;
}

/** @param isTold Whether a webhook of this event arrives while it is there. */
export function openAbsence(
  start: WorldState,
  isTold: (event: string) => boolean = () => true,
): Absence {
  const scheduler = new Scheduler(START);
  const world = new World(scheduler, start);
  const jobs = new MemoryJobs(scheduler);
  const store = memoryStore({ timeline: scheduler, jobs });
  let running: Running | undefined = run({ scheduler, world, jobs, store });
  let told = 0;
  const tell = () => {
    for (const { guid, event, payload } of world.hooks.slice(told)) {
      const arrives = running !== undefined && isTold(event);
      if (arrives) void store.deliveries.accept({ id: guid, event, body: JSON.stringify(payload) });
      world.attempted(guid, arrives);
    }
    told = world.hooks.length;
  };
  return {
    world,
    store,
    async pass(duration) {
      await scheduler.runUntil(scheduler.now + duration, tell);
      tell();
    },
    leave() {
      running?.end();
      running = undefined;
    },
    comeBack() {
      running = run({ scheduler, world, jobs, store });
    },
  };
}

interface Place {
  readonly scheduler: Scheduler;
  readonly world: World;
  readonly jobs: MemoryJobs;
  readonly store: MemoryStore;
}

interface Running {
  end(): void;
}

/** One process, which ends without another word. */
function run({ scheduler, world, jobs, store }: Place): Running {
  let isAlive = true;
  const queue = memoryQueue(jobs, { timeline: scheduler });
  const later = (duration: Duration) =>
    new Promise<void>((resolve) => {
      scheduler.at(scheduler.now + duration, () => {
        if (isAlive) resolve();
      });
    });
  const engine: Engine = {
    store,
    queue,
    plugins,
    outside: outsideOf(world, { sight: () => world.state }),
    clock: {
      now: () => new Date(scheduler.now).toISOString(),
      sleep: later,
      every(duration, task) {
        void repeat(() => later(duration), task);
        return { stop: async () => {} };
      },
    },
    hash: sha256,
    log: SILENT,
    meter: SILENT_METER,
    settings: {
      server: 'https://github.test',
      poll: MINUTE / 2,
      gather: 5_000,
      settle: 2 * MINUTE,
      sweep: 10 * MINUTE,
    },
    worker: `worker at ${scheduler.now}`,
  };
  void begin(engine);
  return {
    end() {
      isAlive = false;
      queue.kill();
    },
  };
}

async function begin(engine: Engine): Promise<void> {
  await catchUp(engine);
  await engine.queue.start({
    delivery: (id) => readDelivery(engine, id, (event) => handle(engine, event)),
    release: (id) => work(engine, id),
    site: (id) => workSite(engine, Number(id)),
    givenUp: (job) => givenUp(engine, job),
  });
  engine.clock.every(TICK, () => wakeDue(engine));
  keepUp(engine, { deliveries: 5 * MINUTE });
}

async function repeat(pause: () => Promise<void>, task: () => Promise<void>): Promise<never> {
  for (;;) {
    await task();
    await pause();
  }
}

async function handle(engine: Engine, event: { name: string; payload: unknown }): Promise<void> {
  for (const handler of engine.plugins.handlers) {
    if (!handler.on.some((name) => name === event.name)) continue;
    const found = handler.places(event.payload);
    for (const place of found?.places ?? []) await visit(engine, found?.site ?? fail(), place);
  }
}

function fail(): never {
  throw new Error('a place without a site');
}
