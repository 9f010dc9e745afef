import type { EffectKind } from '../domain/effect.ts';

/** What the operator's monitoring counts. Labels are words of ours, never of people or of GitHub. */
export interface Meter {
  /** A webhook came in. `refused`: unsigned, too large or garbled. `failed`: it could not be stored. */
  delivery(outcome: 'new' | 'again' | 'duplicate' | 'refused' | 'failed'): void;
  /** A request to GitHub ended. `limited`: GitHub, or our own budget, allows no more for now. */
  request(intent: 'read' | 'write', outcome: 'ok' | 'limited' | 'refused' | 'failed'): void;
  /** What is left of the hour's budget, as GitHub said last; the lowest of all installations counts. */
  budget(installation: number, remaining: number): void;
  /** An effect was attempted. `adopted`: it was found done. `unknown`: it has to be looked for. */
  effect(kind: EffectKind, outcome: 'done' | 'adopted' | 'refused' | 'unknown'): void;
  /** A job failed so often that it was set aside. */
  setAside(kind: 'delivery' | 'release' | 'site'): void;
  /** A sweep came to its end. */
  swept(what: 'repositories' | 'deliveries'): void;
}
