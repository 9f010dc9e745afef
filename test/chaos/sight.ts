import { setTimeout as sleep } from 'node:timers/promises';
import { look, type Scene } from '../stage/scene.ts';
import type { Stage } from '../stage/stage.ts';

const EVERY = 600;

/** What everybody sees. All look with the same eyes, since looking takes the machine's time. */
export class Sight {
  scene: Scene = { threads: [], releases: [], messages: [] };
  #isOver = false;
  readonly #looking: Promise<void>;

  constructor(stage: Stage) {
    this.#looking = this.#keepLooking(stage);
    // Whoever closes hears of it.
    this.#looking.catch(() => {});
  }

  async close(): Promise<void> {
    this.#isOver = true;
    await this.#looking;
  }

  async #keepLooking(stage: Stage): Promise<void> {
    while (!this.#isOver) {
      this.scene = await look(stage);
      await sleep(EVERY);
    }
  }
}
