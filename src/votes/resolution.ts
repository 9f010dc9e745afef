import type { Count } from './outcome.ts';

/** The sentences with which the result of a vote is told, as Apache's own tool words them. */
export function resolution({ plus, minus, zero }: Count): readonly string[] {
  const all = plus + minus + zero;
  return [
    `There ${was(all)} ${all} binding ${all === 1 ? 'vote' : 'votes'}.`,
    `Of these binding votes, ${plus} ${was(plus)} +1, ${minus} ${was(minus)} -1, and ${zero} ${was(zero)} 0.`,
  ];
}

/** The subject of the mail that tells it. */
export function resolutionSubject(release: string, isPassed: boolean): string {
  return `[RESULT] [VOTE] Release ${release} ${isPassed ? 'PASSED' : 'FAILED'}`;
}

function was(count: number): string {
  return count === 1 ? 'was' : 'were';
}
