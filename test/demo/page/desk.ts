import type { ServerResponse } from 'node:http';
import type { Stage } from '../../stage/stage.ts';
import { releaseAddress } from '../proof.ts';
import type { Player } from './accounts.ts';
import { ACTS, type ActName, type Fields } from './acts.ts';
import { Levers } from './levers.ts';
import { Listeners } from './listeners.ts';
import { refusalWords } from './refusals.ts';
import { type Regions, regionsOf } from './regions.ts';
import { Watch } from './watch.ts';
import { Workplaces } from './workplaces.ts';

/** What whoever acted hears. */
export interface Reply {
  /** Why it could not be done. */
  readonly refusal?: string | undefined;
  /** Where to go on, as the id of an element that is there, or about to be. */
  readonly place?: string | undefined;
}

/** What happens behind the page: who looks is shown what they see, who acts acts. */
export class Desk {
  readonly watch: Watch;
  /** Resolves when somebody has finished; rejects when the stage cannot be looked at any more. */
  readonly finished: Promise<void>;
  readonly #stage: Stage;
  readonly #levers: Levers;
  readonly #workplaces: Workplaces;
  readonly #listeners = new Listeners();
  readonly #end: PromiseWithResolvers<void>;

  constructor({ stage, levers, watch }: { stage: Stage; levers: Levers; watch: Watch }) {
    this.#stage = stage;
    this.#levers = levers;
    this.watch = watch;
    this.#workplaces = new Workplaces(stage);
    this.#end = Promise.withResolvers();
    this.finished = this.#end.promise;
    watch.listen(() => this.#tell());
  }

  /** Opens the desk, after a first look at the stage. */
  static async open(stage: Stage): Promise<Desk> {
    const levers = new Levers(stage);
    return new Desk({ stage, levers, watch: await Watch.open(stage, levers) });
  }

  /** What somebody sees now. */
  regionsFor(player: Player): Regions {
    return regionsOf({
      sight: this.watch.sight,
      viewer: player,
      forge: this.#stage.forge.url,
      address: releaseAddress(this.#stage),
      workplace: this.#workplaces.of(player),
    });
  }

  /** Sends an open page what somebody sees, from now on. */
  show(player: Player, response: ServerResponse): void {
    this.#listeners.add(player, { response, regions: this.regionsFor(player) });
    if (this.#workplaces.of(player) !== undefined) return;
    this.#workplaces.prepare(player).then(
      () => this.#tell(),
      (error: unknown) => this.fail(error),
    );
  }

  /** Lets somebody act; what the world says against it is an answer, not an error. */
  async perform(act: ActName, who: Player, fields: Fields): Promise<Reply> {
    const places: string[] = [];
    const lead = (place: string) => {
      places.push(place);
    };
    try {
      const backstage = { stage: this.#stage, levers: this.#levers, lead };
      await this.watch.during(() => ACTS[act](backstage, who, fields));
      return { place: places.at(-1) };
    } catch (error) {
      return { refusal: refusalWords(error, who) };
    }
  }

  /** Ends the demo, once the release is over. */
  finish(): Reply {
    if (this.watch.sight.proofs === undefined) return { refusal: 'The release is not over yet.' };
    this.#end.resolve();
    return {};
  }

  fail(error: unknown): void {
    this.#end.reject(error);
  }

  close(): void {
    this.watch.stop();
    this.#listeners.end('The demo has ended. This page can be closed.');
  }

  #tell(): void {
    this.#listeners.tell((player) => this.regionsFor(player));
  }
}
