import type { Profile } from '../faults.ts';

/** A promise that was broken, and the run in which it was. */
export interface Catch {
  readonly seed: number;
  readonly profile: Profile;
  /** The oracle's rule; `crash` where the simulation broke, `hang` where a run never ended. */
  readonly rule: string;
  readonly words: string;
}

/** What a child tells while it plays, one line each. */
export type Message =
  | { readonly state: 'loaded' | 'survived' }
  | { readonly state: 'playing'; readonly seed: number }
  | Catch;
