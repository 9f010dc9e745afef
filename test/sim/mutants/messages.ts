import type { Profile } from '../faults.ts';

/** A promise that was broken, and the run in which it was. */
export interface Catch {
  readonly seed: number;
  readonly profile: Profile;
  /** The oracle's rule; `crash` where the simulation broke, `hang` where a run never ended. */
  readonly rule: string;
  readonly words: string;
}

/** An ordinary test that failed. */
export interface Failure {
  /** Below test/. */
  readonly file: string;
  readonly test: string;
}

/** What a child tells while it plays, one line each. */
export type Played =
  | { readonly state: 'loaded' | 'survived' }
  | { readonly state: 'playing'; readonly seed: number }
  | Catch;

/** What a child tells of tests; `elsewhere` where none of them has loaded the faulty source. */
export type Tested =
  | { readonly state: 'begun' | 'elsewhere' }
  | { readonly state: 'passed'; readonly count: number }
  | Failure;
