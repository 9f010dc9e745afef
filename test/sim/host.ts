import type { Plugins } from '../../src/plugin/load.ts';
import type { Mischief } from './faults.ts';
import { Machine } from './machine.ts';
import type { MemoryJobs } from './memory/jobs.ts';
import type { MemoryStore, Snapshot } from './memory/memory-store.ts';
import type { Scheduler } from './scheduler.ts';
import type { World } from './world/world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

interface HostOptions {
  readonly world: World;
  readonly scheduler: Scheduler;
  readonly mischief: Mischief;
  readonly store: MemoryStore;
  readonly jobs: MemoryJobs;
  readonly plugins: Plugins;
  trace(line: () => string): void;
  /** The store is as it was some time ago. */
  restored(): void;
}

/** The machines that Ringmaster runs on: they start, die, start again, sleep, and sometimes there are two. */
export class Host {
  readonly #options: HostOptions;
  readonly #machines = new Set<Machine>();
  #started = 0;
  #outUntil = 0;
  #isClosed = false;
  #backup: { readonly snapshot: Snapshot; readonly moment: number };

  constructor(options: HostOptions) {
    this.#options = options;
    const { store, scheduler } = options;
    this.#backup = { snapshot: store.snapshot(), moment: scheduler.now };
    this.#start();
    scheduler.at(scheduler.now + 45 * SECOND, () => this.#keep());
    this.#happen();
  }

  /** A process that takes webhooks in. */
  door(): Machine | undefined {
    const alive = [...this.#machines];
    return alive[this.#options.mischief.between(0, Math.max(0, alive.length - 1))];
  }

  #start(): void {
    if (this.#isClosed) return;
    const { mischief, trace, ...parts } = this.#options;
    this.#started += 1;
    const machine = new Machine({
      ...parts,
      mischief,
      trace,
      name: `process ${this.#started}`,
      ground: parts.world,
      skew: mischief.strikes('clock-wrong') ? mischief.between(-120, 120) * MINUTE : 0,
      isOut: () => parts.scheduler.now < this.#outUntil,
      died: () => this.#buried(machine),
    });
    this.#machines.add(machine);
    machine.start();
  }

  #buried(machine: Machine): void {
    const { scheduler, mischief } = this.#options;
    this.#machines.delete(machine);
    if (this.#machines.size > 0 || this.#isClosed) return;
    scheduler.at(scheduler.now + mischief.between(1, 90) * SECOND, () => {
      if (this.#machines.size === 0) this.#start();
    });
  }

  /** Every few minutes something may happen to the machines. */
  #happen(): void {
    const { scheduler, mischief, trace } = this.#options;
    scheduler.at(scheduler.now + mischief.between(60, 300) * SECOND, () => {
      this.#happenToMachines();
      if (mischief.strikes('outage')) {
        this.#outUntil = scheduler.now + mischief.between(30, 600) * SECOND;
        trace(() => 'nothing outside can be reached');
      }
      if (!this.#isClosed && mischief.strikes('restored')) this.#restore();
      else if (scheduler.now - this.#backup.moment > 10 * MINUTE) this.#keep();
      this.#happen();
    });
  }

  #happenToMachines(): void {
    const { mischief } = this.#options;
    if (this.#machines.size < 2 && mischief.strikes('twins')) this.#start();
    const [machine] = this.#machines;
    if (machine === undefined) return;
    if (mischief.strikes('frozen')) machine.freeze(mischief.between(20, 240) * SECOND);
    if (mischief.strikes('stopped')) machine.stop();
  }

  #keep(): void {
    const { store, scheduler } = this.#options;
    this.#backup = { snapshot: store.snapshot(), moment: scheduler.now };
  }

  /** The operator stops everything, puts the backup in place, and starts again. */
  #restore(): void {
    const { store, scheduler, trace, restored } = this.#options;
    this.#isClosed = true;
    for (const machine of this.#machines) machine.die();
    scheduler.at(scheduler.now + 5 * MINUTE, () => {
      const age = Math.round((scheduler.now - this.#backup.moment) / MINUTE);
      trace(() => `the store is restored from a backup that is ${age} minutes old`);
      store.restore(this.#backup.snapshot);
      restored();
      this.#isClosed = false;
      this.#start();
    });
  }
}
