import type { Fault } from '../../forge/faults/faults.ts';
import type { Stage } from '../../stage/stage.ts';

/** The levers behind the stage, and how they stand. */
export class Levers {
  readonly #stage: Stage;
  #isJobPaused = false;
  #lost: readonly Fault[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Whether the promotion job was told to begin nothing new. */
  get isJobPaused(): boolean {
    return this.#isJobPaused;
  }

  /** How many of the webhooks to come will get lost. */
  get webhooksToLose(): number {
    return this.#lost.filter(({ fired }) => fired === 0).length;
  }

  async setJob(state: 'pause' | 'resume'): Promise<void> {
    await this.#stage.job[state]();
    this.#isJobPaused = state === 'pause';
  }

  loseWebhook(): void {
    const fault = this.#stage.forge.faults.add({ on: {}, kind: 'lose-hook' });
    this.#lost = [...this.#lost, fault];
  }
}
