import type { Hash } from '../domain/journal.ts';
import type { Duration } from '../domain/time.ts';
import type { Clock } from '../plugin/clock.ts';
import type { DeliveryLog } from '../plugin/delivery-log.ts';
import type { Forge } from '../plugin/forge.ts';
import type { Plugins } from '../plugin/load.ts';
import type { Log } from '../plugin/log.ts';
import type { Meter } from '../plugin/meter.ts';
import type { Site } from '../plugin/place.ts';
import type { Ports } from '../plugin/ports.ts';
import type { Queue } from '../plugin/queue.ts';
import type { Store } from '../plugin/store.ts';

/** How the outside is reached. */
export interface Outside extends Omit<Ports, 'forge' | 'groups'> {
  forgeAt(site: Site): Forge;
  /** Every repository that the App is installed on. */
  sites(): Promise<readonly Site[]>;
  readonly deliveryLog: DeliveryLog;
}

export interface EngineSettings {
  /** Web address of the GitHub server, `https://github.com`. */
  readonly server: string;
  /** How soon to look again at what a machine will tell. */
  readonly poll: Duration;
  /** How long changes that no person waits for are gathered before a card is edited again. */
  readonly gather: Duration;
  /**
   * How long GitHub may take until what it did can be seen: an effect whose
   * outcome is unknown is not looked for before.
   */
  readonly settle: Duration;
  /** How often everything is looked at, whether or not a webhook came. */
  readonly sweep: Duration;
}

/** What the loop runs on. */
export interface Engine {
  readonly store: Store;
  readonly queue: Queue;
  readonly plugins: Plugins;
  readonly outside: Outside;
  readonly clock: Clock;
  readonly hash: Hash;
  readonly log: Log;
  readonly meter: Meter;
  readonly settings: EngineSettings;
  /** Tells this worker from others that share the store. */
  readonly worker: string;
}
