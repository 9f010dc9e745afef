import { messageOf } from '../../src/domain/errors.ts';
import type { Stage } from '../stage/stage.ts';
import { issueOf, release } from './people.ts';
import { plansOf, type ReleasePlan } from './release-plan.ts';
import { Sight } from './sight.ts';
import { Turn } from './turn.ts';

/** Everybody who releases: round after round, until the storm is over. */
export class Crowd {
  /** What they have begun to release. */
  readonly plans: ReleasePlan[] = [];
  readonly #stage: Stage;
  readonly #say: (line: string) => void;
  readonly #sight: Sight;
  readonly #goingHome = new AbortController();
  #isLastRound = false;
  #rounds: Promise<readonly string[]> = Promise.resolve([]);

  constructor(stage: Stage, say: (line: string) => void) {
    this.#stage = stage;
    this.#say = say;
    this.#sight = new Sight(stage);
  }

  begin(): void {
    this.#rounds = this.#releaseAgainAndAgain();
  }

  /** Whatever is underway is brought to its end, and nothing new begun. */
  lastRound(): void {
    this.#isLastRound = true;
  }

  /** @returns what is not over after this time, in milliseconds. */
  async dispersed(patience: number): Promise<readonly string[]> {
    const giveUp = setTimeout(() => this.#goingHome.abort(), patience);
    const troubles = await this.#rounds;
    clearTimeout(giveUp);
    return troubles;
  }

  async close(): Promise<void> {
    this.#isLastRound = true;
    this.#goingHome.abort();
    await this.#rounds;
    await this.#sight.close();
  }

  async #releaseAgainAndAgain(): Promise<readonly string[]> {
    const turn = new Turn(this.#say);
    const troubles: string[] = [];
    for (let round = 1; !this.#isLastRound; round += 1) {
      const plans = plansOf(round);
      this.plans.push(...plans);
      await Promise.all(
        plans.map((plan) =>
          this.#release(plan, turn).catch((error: unknown) => {
            troubles.push(`${plan.title}: people could not go on: ${messageOf(error)}`);
          }),
        ),
      );
    }
    return troubles;
  }

  async #release(plan: ReleasePlan, turn: Turn): Promise<void> {
    const { signal } = this.#goingHome;
    this.#say(`people begin to release ${plan.title}`);
    await release(this.#stage, plan, { sight: this.#sight, turn, signal });
    const issue = issueOf(this.#sight.scene, plan);
    if (issue?.state === 'closed') this.#say(`${plan.title} is released`);
    else if (signal.aborted) this.#say(`${plan.title} is not over: ${issue?.body.slice(0, 400)}`);
  }
}
