import { RingmasterError } from '../../src/domain/errors.ts';
import { work } from '../../src/engine/worker.ts';
import type { Pass } from '../model/engine/doors.ts';
import { RELEASE, Rig, SECOND, TAG, workAt } from '../model/engine/rig.ts';
import { APP } from '../sim/world/cast.ts';

const freely: Pass = (call) => call();

/** Something of Ringmaster's under an issue, as it reads now. */
interface Writing {
  readonly id: number;
  readonly body: string;
}

/** A world where alice proposes a release, and one worker whom a test may hold up at any door. */
export class Stage {
  readonly rig = new Rig();
  readonly acts = this.rig.world.acts;
  readonly engine = this.rig.engine('worker', (call, name) => this.#doors(call, name));
  #doors = freely;
  #told = 0;

  /** From now on every call of the worker goes through here. */
  through(pass: Pass): void {
    this.#doors = pass;
  }

  freely(): void {
    this.#doors = freely;
  }

  pass(seconds: number): void {
    this.rig.timeline.now += seconds * SECOND;
  }

  /** GitHub tells what it has not told yet. */
  async tell(): Promise<void> {
    const { hooks } = this.rig.world;
    const news = hooks.slice(this.#told);
    this.#told = hooks.length;
    for (const hook of news) await this.rig.read(this.engine, hook);
  }

  /** Whatever was woken is worked at. */
  async drain(): Promise<void> {
    for (const job of this.rig.woken) {
      this.rig.woken.delete(job);
      await workAt(this.engine, job);
    }
  }

  /** @returns the number of the tracking issue. */
  async propose(): Promise<number> {
    const issue = this.acts.openIssue('alice', { title: 'Next', body: '' });
    this.acts.comment('alice', issue, `/release new ${TAG}`);
    await this.tell();
    await this.drain();
    this.pass(10);
    return (await this.rig.stored()).row.issue ?? 0;
  }

  /** GitHub tells what was said, and the worker comes. */
  async hear(): Promise<void> {
    await this.tell();
    await work(this.engine, RELEASE);
    this.pass(10);
  }

  /** Nobody tells anything, and the worker comes when everything has settled. */
  async later(): Promise<void> {
    this.pass(110);
    await work(this.engine, RELEASE);
  }

  /** Whose approval counts. */
  async counted(): Promise<readonly string[]> {
    return (await this.rig.told()).counted;
  }

  writings(issue: number): readonly Writing[] {
    return this.rig.world.state.repositories
      .values()
      .toArray()
      .flatMap(({ comments }) => comments.values().toArray())
      .filter(({ author, number }) => author.id === APP.id && number === issue);
  }
}

/**
 * Trouble with the first call of one name that comes after one of another: it was
 * carried out and its answer was lost, or it never was.
 */
export function troubleAfter(first: string, then: string, made: 'made' | 'not made'): Pass {
  let isArmed = false;
  let isOver = false;
  return async (call, name) => {
    const isIt = isArmed && !isOver && name === then;
    isArmed ||= name === first;
    if (!isIt) return call();
    isOver = true;
    if (made === 'not made') throw new RingmasterError('outside-unreachable', 'nobody is there');
    await call();
    throw new RingmasterError('outcome-unknown', 'the answer was lost');
  };
}
