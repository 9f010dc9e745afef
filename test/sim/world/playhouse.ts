import { sha256 } from '../../../src/adapters/hash.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { givenUp } from '../../../src/engine/given-up.ts';
import { readDelivery } from '../../../src/engine/read-delivery.ts';
import { visit } from '../../../src/engine/visit.ts';
import { wakeDue, work, workSite } from '../../../src/engine/worker.ts';
import { loadPlugins } from '../../../src/plugin/load.ts';
import { SILENT } from '../../support/log.ts';
import { SILENT_METER } from '../../support/meter.ts';
import { MemoryJobs } from '../memory/jobs.ts';
import { memoryQueue } from '../memory/memory-queue.ts';
import { type MemoryStore, memoryStore } from '../memory/memory-store.ts';
import { Scheduler } from '../scheduler.ts';
import { outsideOf } from './outside.ts';
import type { WorldState } from './state.ts';
import { World } from './world.ts';

const plugins = await loadPlugins();

const START = Date.parse('2026-05-04T09:12:00.000Z');

/** How often it is looked for what is due. */
const TICK = 5_000;

/** The engine on a world in memory, where nothing ever fails. */
export interface Playhouse {
  readonly world: World;
  readonly store: MemoryStore;
  /** Lets that much time pass, and everything happen that is to happen meanwhile. */
  pass(seconds: number): Promise<void>;
}

/** @param project The repository that is released; the demo's, if none is named. */
export function openPlayhouse(start: WorldState, project?: string): Playhouse {
  const scheduler = new Scheduler(START);
  const world = new World(scheduler, start, project);
  const jobs = new MemoryJobs(scheduler);
  const store = memoryStore({ timeline: scheduler, jobs });
  const queue = memoryQueue(jobs, { timeline: scheduler });
  const engine: Engine = {
    store,
    queue,
    plugins,
    outside: outsideOf(world, { sight: () => world.state }),
    clock: {
      now: () => new Date(scheduler.now).toISOString(),
      sleep: (duration) =>
        new Promise((resolve) => void scheduler.at(scheduler.now + duration, resolve)),
      every: () => ({ stop: async () => {} }),
    },
    hash: sha256,
    log: SILENT,
    meter: SILENT_METER,
    settings: {
      server: 'https://github.test',
      poll: 30_000,
      gather: 5_000,
      settle: 120_000,
      sweep: 600_000,
    },
    worker: 'playhouse',
  };
  const told = teller(world, store);
  const opened = openForWork(engine);
  tick(engine, scheduler);
  return {
    world,
    store,
    async pass(seconds) {
      await opened;
      await scheduler.runUntil(scheduler.now + seconds * 1000, told);
    },
  };
}

async function openForWork(engine: Engine): Promise<void> {
  await engine.queue.start({
    delivery: (id) => readDelivery(engine, id, (event) => handle(engine, event)),
    release: (id) => work(engine, id),
    site: (id) => workSite(engine, Number(id)),
    givenUp: (job) => givenUp(engine, job),
  });
}

async function handle(engine: Engine, event: { name: string; payload: unknown }): Promise<void> {
  for (const handler of engine.plugins.handlers) {
    if (!handler.on.some((name) => name === event.name)) continue;
    const found = handler.places(event.payload);
    for (const place of found?.places ?? [])
      if (found !== undefined) await visit(engine, found.site, place);
  }
}

function tick(engine: Engine, scheduler: Scheduler): void {
  scheduler.at(scheduler.now + TICK, () => {
    void wakeDue(engine).then(() => tick(engine, scheduler));
  });
}

/** Delivers every webhook at once, in the order in which they are sent. */
function teller(world: World, store: MemoryStore): () => void {
  let told = 0;
  return () => {
    for (const { guid, event, payload } of world.hooks.slice(told)) {
      void store.deliveries.accept({ id: guid, event, body: JSON.stringify(payload) });
      world.attempted(guid, true);
    }
    told = world.hooks.length;
  };
}
