import type { Stage } from '../../stage/stage.ts';
import type { Player } from './accounts.ts';

/** Where somebody can work with git by hand. */
export interface Workplace {
  /** A folder. */
  readonly clone: string;
  /** What must be set for git to sign as this person. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Makes clones for those who are looked at, each once. */
export class Workplaces {
  readonly #stage: Stage;
  readonly #ready = new Map<Player, Workplace>();
  readonly #begun = new Map<Player, Promise<void>>();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** @returns undefined while it is not ready. */
  of(player: Player): Workplace | undefined {
    return this.#ready.get(player);
  }

  /** Resolves when somebody's clone is ready. */
  prepare(player: Player): Promise<void> {
    const begun = this.#begun.get(player) ?? this.#make(player);
    this.#begun.set(player, begun);
    return begun;
  }

  async #make(player: Player): Promise<void> {
    const person = this.#stage.person(player);
    const clone = await person.clone();
    this.#ready.set(player, { clone, environment: await person.environment() });
  }
}
