import type { Queue, QueueSize } from '../plugin/queue.ts';
import type { Store } from '../plugin/store.ts';

/** How the store and its queue are, for monitors. */
export interface Vitals {
  readonly queue: QueueSize;
  readonly openReleases: number;
  /** Webhooks that could not be read; no more than a hundred are counted. */
  readonly setAside: number;
}

export interface VitalsOptions {
  readonly store: Pick<Store, 'check'> & {
    readonly releases: Pick<Store['releases'], 'countOpen'>;
    readonly deliveries: Pick<Store['deliveries'], 'aside'>;
  };
  readonly queue: Pick<Queue, 'size'>;
  /** Gives up what takes too long. */
  readonly limit: <Answer>(task: Promise<Answer>) => Promise<Answer>;
}

/**
 * Asks the store how it is. Whoever asks meanwhile gets the same answer, so that
 * strangers who ask often cost it nothing.
 * @returns a function that throws where the store does not answer, or not in time.
 */
export function vitalsOf({ store, queue, limit }: VitalsOptions): () => Promise<Vitals> {
  let asking: Promise<Vitals> | undefined;
  const ask = async (): Promise<Vitals> => {
    await store.check();
    const [size, openReleases, aside] = await Promise.all([
      queue.size(),
      store.releases.countOpen(),
      store.deliveries.aside(),
    ]);
    return { queue: size, openReleases, setAside: aside.length };
  };
  return () => {
    asking ??= limit(ask()).finally(() => {
      asking = undefined;
    });
    return asking;
  };
}
