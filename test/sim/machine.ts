import { createHmac } from 'node:crypto';
import { sha256 } from '../../src/adapters/hash.ts';
import { messageOf } from '../../src/domain/errors.ts';
import { catchUp, keepUp } from '../../src/engine/catch-up.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { givenUp } from '../../src/engine/given-up.ts';
import { readDelivery } from '../../src/engine/read-delivery.ts';
import { visit } from '../../src/engine/visit.ts';
import { wakeDue, work, workSite } from '../../src/engine/worker.ts';
import type { Clock } from '../../src/plugin/clock.ts';
import type { Plugins } from '../../src/plugin/load.ts';
import type { Log } from '../../src/plugin/log.ts';
import { Room } from '../../src/web/intake/room.ts';
import { takeIn } from '../../src/web/intake/take-in.ts';
import { SILENT_METER } from '../support/meter.ts';
import { outsideThrough, storeThrough } from './doors.ts';
import { eventRouter } from './event-router.ts';
import type { MemoryJobs } from './memory/jobs.ts';
import { type MemoryQueue, memoryQueue } from './memory/memory-queue.ts';
import type { MemoryStore } from './memory/memory-store.ts';
import { type Caller, through, Wire, type WireOptions } from './wire.ts';
import type { Ground } from './world/ground.ts';
import { outsideOf } from './world/outside.ts';
import type { WorldState } from './world/state.ts';

const SECRET = 'a-secret-of-the-simulation';

const MINUTE = 60_000;

/** How often it is looked for what is due. */
const TICK = 15_000;

/** The operator's settings; where they are not the defaults, they are shorter. */
const SETTINGS = {
  server: 'https://github.test',
  poll: MINUTE,
  gather: 5_000,
  settle: 2 * MINUTE,
  sweep: 10 * MINUTE,
};

export interface MachineOptions extends Omit<WireOptions, 'sightAt'> {
  readonly name: string;
  readonly ground: Ground;
  readonly store: MemoryStore;
  readonly jobs: MemoryJobs;
  readonly plugins: Plugins;
  /** How far its clock is off, in milliseconds. */
  readonly skew: number;
  died(): void;
}

/** A webhook on its way, byte for byte. */
export interface Post {
  readonly guid: string;
  readonly event: string;
  readonly body: string;
  readonly isForged: boolean;
}

/** One process of Ringmaster: the production core, unchanged, behind simulated doors. */
export class Machine implements Caller {
  readonly name: string;
  readonly #options: MachineOptions;
  readonly #engine: Engine;
  readonly #queue: MemoryQueue;
  readonly #stopping = new AbortController();
  #timers: readonly { stop(): Promise<void> }[] = [];
  #isAlive = true;
  #frozenUntil = 0;

  constructor(options: MachineOptions) {
    this.name = options.name;
    this.#options = options;
    const { ground, scheduler, jobs } = options;
    let sight: WorldState = ground.state;
    const sightAt = (moment: number) => {
      sight = ground.at(moment);
    };
    const wire = new Wire(this, { ...options, sightAt, trace: this.#trace });
    this.#queue = memoryQueue(jobs, { timeline: scheduler, latency: () => 5 });
    this.#engine = {
      store: storeThrough(wire, options.store),
      queue: through(wire, this.#queue, {
        name: 'queue',
        intentOf: (method) => (method === 'wake' ? 'store' : undefined),
      }),
      plugins: options.plugins,
      outside: outsideThrough(wire, outsideOf(ground, { sight: () => sight })),
      clock: this.#clock(),
      hash: sha256,
      log: this.#log(),
      meter: SILENT_METER,
      settings: SETTINGS,
      worker: options.name,
    };
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Begins to take in webhooks at once, and to work when it has caught up. */
  start(): void {
    this.#trace(() => 'starts');
    this.#run().catch((error: unknown) => this.#trace(() => `fails: ${messageOf(error)}`));
  }

  async #run(): Promise<void> {
    const engine = this.#engine;
    await catchUp(engine, this.#stopping.signal);
    if (this.#stopping.signal.aborted) return;
    const { handlers } = engine.plugins;
    const receive = eventRouter({
      handlers,
      visit: (site, place) => visit(engine, site, place),
    });
    await this.#queue.start({
      delivery: (id) => readDelivery(engine, id, receive),
      release: (id) => work(engine, id),
      site: (id) => workSite(engine, Number(id)),
      givenUp: (job) => givenUp(engine, job),
    });
    const due = engine.clock.every(TICK, () =>
      wakeDue(engine).catch((error: unknown) => this.#trace(() => messageOf(error))),
    );
    this.#timers = [due, keepUp(engine, { deliveries: 5 * MINUTE })];
  }

  /** Takes a webhook in. @returns whether it was acknowledged; never, where the process dies over it. */
  async take({ guid, event, body, isForged }: Post): Promise<boolean> {
    const bytes = Buffer.from(body);
    const key = isForged ? `${SECRET}?` : SECRET;
    const signature = createHmac('sha256', key).update(bytes).digest('hex');
    const headers = {
      'x-github-delivery': guid,
      'x-github-event': event,
      'x-hub-signature-256': `sha256=${signature}`,
      'content-type': 'application/json',
    };
    const { mischief } = this.#options;
    const dies = mischief.strikes('killed-intake') ? mischief.between(0, 2) : undefined;
    const answer = await takeIn(
      { headers, body: this.#chunks(bytes, dies === 0) },
      {
        secrets: [SECRET],
        deliveries: this.#engine.store.deliveries,
        meter: SILENT_METER,
        log: this.#engine.log,
        room: new Room(),
      },
    );
    if (dies !== undefined) this.die();
    return this.#isAlive && answer.status === 202;
  }

  async *#chunks(bytes: Buffer, dies: boolean): AsyncGenerator<Uint8Array> {
    const half = bytes.length >> 1;
    yield bytes.subarray(0, half);
    if (dies) this.die();
    yield bytes.subarray(half);
  }

  later(delay: number, run: () => void): void {
    const { scheduler } = this.#options;
    scheduler.at(scheduler.now + delay, () => {
      if (!this.#isAlive) return;
      if (scheduler.now < this.#frozenUntil) this.later(this.#frozenUntil - scheduler.now, run);
      else run();
    });
  }

  /** SIGKILL: nothing of it goes on. */
  die(): void {
    if (!this.#isAlive) return;
    this.#trace(() => 'is killed');
    this.#isAlive = false;
    this.#queue.kill();
    this.#options.died();
  }

  /** SIGTERM: what runs comes to its end. */
  stop(): void {
    this.#trace(() => 'is asked to stop');
    this.#stopping.abort();
    this.#drain().then(
      () => this.die(),
      () => this.die(),
    );
  }

  async #drain(): Promise<void> {
    for (const timer of this.#timers) await timer.stop();
    await this.#queue.stop();
  }

  /** It does nothing for a while, and does not know. */
  freeze(duration: number): void {
    this.#trace(() => `sleeps for ${duration / 1000} s`);
    this.#frozenUntil = this.#options.scheduler.now + duration;
    this.#queue.silence();
  }

  #clock(): Clock {
    const { scheduler, skew } = this.#options;
    return {
      now: () => new Date(scheduler.now + skew).toISOString(),
      sleep: (duration) => new Promise((resolve) => this.later(duration, resolve)),
      every: (duration, task) => {
        const stopping = new AbortController();
        const running = this.#repeat(duration, task, stopping.signal);
        return {
          async stop() {
            stopping.abort();
            await running;
          },
        };
      },
    };
  }

  async #repeat(duration: number, task: () => Promise<void>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await task();
      await new Promise<void>((resolve) => {
        if (signal.aborted) return resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
        this.later(duration, resolve);
        return undefined;
      });
    }
  }

  #log(): Log {
    const write = (message: string, about: Readonly<Record<string, unknown>> = {}) =>
      this.#trace(() => `log: ${message} ${JSON.stringify(about)}`);
    return { info: write, warn: write, error: write };
  }

  readonly #trace = (line: () => string): void => {
    this.#options.trace(() => `${this.name}: ${line()}`);
  };
}
