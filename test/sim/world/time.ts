import { type Instant, toInstant } from '../../../src/domain/time.ts';

/** A moment as GitHub writes it: whole seconds. */
export function githubTime(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

/** The same as our ports tell it. */
export function toSecond(moment: number): Instant {
  return toInstant(githubTime(moment));
}
