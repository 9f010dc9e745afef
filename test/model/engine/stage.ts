import type { Engine } from '../../../src/engine/engine.ts';
import { sweep } from '../../../src/engine/sweep.ts';
import { wakeDue } from '../../../src/engine/worker.ts';
import type { Hook } from '../../sim/world/hooks.ts';
import { repositoryIn, tip } from '../../sim/world/state.ts';
import type { World } from '../../sim/world/world.ts';
import { PROJECT } from '../../stage/scenery.ts';
import { Killed, Life } from './mortal.ts';
import { RELEASE, Rig, SECOND, type Told, workAt } from './rig.ts';
import type { Levers } from './stand-ins.ts';

/** How a webhook goes: as it should, twice, or not at all. */
export type Fate = 'once' | 'twice' | 'lost';

/**
 * The whole engine in a world in memory, moved on by hand: what is to be done is
 * done when `rest` is called, and time passes only between two acts.
 */
export class Stage {
  readonly #rig = new Rig();
  /** Commits that the default branch was at, oldest first. */
  readonly heads: string[] = [headOf(this.#rig.world)];
  #posted: Hook[] = [];
  #told = 0;
  #life = new Life();
  #engine = this.#begin();

  /** Alice proposes a release, and the first card can be read. */
  static async open(): Promise<Stage> {
    const stage = new Stage();
    stage.act('once', ({ acts }) => {
      const issue = acts.openIssue('alice', { title: 'Next', body: '' });
      acts.comment('alice', issue, '/release new v0.1.0');
    });
    await stage.rest();
    return stage;
  }

  get levers(): Levers {
    return this.#rig.levers;
  }

  /** The time by everybody's clock, in milliseconds. */
  get now(): number {
    return this.#rig.timeline.now;
  }

  /** Somebody does something, and its webhooks go the way they go. */
  act(fate: Fate, does: (world: World) => void): void {
    const { timeline, world } = this.#rig;
    timeline.now += 2 * SECOND;
    does(world);
    const fresh = world.hooks.slice(this.#told);
    this.#told = world.hooks.length;
    if (fate !== 'lost') this.#posted.push(...fresh);
    if (fate === 'twice') this.#posted.push(...fresh);
  }

  /** Something changed of which no webhook tells. */
  touch(): void {
    this.#rig.woken.add(`release ${RELEASE}`);
  }

  /** A webhook comes once more, long after it was read. */
  redeliver(index: number): void {
    const old = this.#rig.world.hooks.slice(0, this.#told);
    const hook = old[index % old.length];
    if (hook !== undefined) this.#posted.push(hook);
  }

  /** Alice pushes a commit to the default branch. */
  push(): void {
    this.act('once', ({ acts }) => {
      const text = `package main // ${this.heads.length}`;
      const to = acts.commit('alice', { 'cmd/main.go': text });
      if (to !== undefined) this.heads.push(to);
    });
  }

  /** The process will die at one of its next calls. */
  doom(left: number): void {
    this.#life.left = left >> 1;
    this.#life.isLastCallMade = left % 2 === 0;
  }

  /** Everything that is to be done is done, again and again, until nothing is left but to wait. */
  async rest(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      for (const hook of this.#posted.splice(0))
        await this.#survive(() => this.#rig.read(this.#engine, hook));
      await this.#drain();
      this.#rig.timeline.now += 110 * SECOND;
      await this.#survive(() => wakeDue(this.#engine));
      await this.#drain();
    }
    this.#life.left = Number.POSITIVE_INFINITY;
  }

  /** Everything is looked at, whatever webhooks have told. */
  async sweep(): Promise<void> {
    this.#rig.timeline.now += 110 * SECOND;
    await this.#survive(() => sweep(this.#engine));
  }

  told(): Promise<Told> {
    return this.#rig.told();
  }

  /** Effects that happened more than once. */
  get doubles(): readonly string[] {
    return this.#rig.doubles;
  }

  /** The tracking issue. */
  async issue(): Promise<number> {
    return (await this.#rig.stored()).row.issue ?? 0;
  }

  #begin(): Engine {
    this.#life = new Life();
    return this.#rig.engine('model', this.#life.spend);
  }

  async #drain(): Promise<void> {
    const { woken } = this.#rig;
    for (const job of woken) {
      woken.delete(job);
      await this.#survive(() => workAt(this.#engine, job));
    }
  }

  /** Does something; where the process dies over it, another one does it once its lease is free. */
  async #survive(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.#rig.timeline.now += 70 * SECOND;
      this.#engine = this.#begin();
      await this.#survive(task);
    }
  }
}

function headOf({ state }: World): string {
  const repository = repositoryIn(state, PROJECT);
  return tip(repository, repository.defaultBranch);
}
