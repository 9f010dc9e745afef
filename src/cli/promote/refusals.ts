import { RingmasterError } from '../../domain/errors.ts';
import type { Target } from '../../plugin/proposals.ts';
import { nameOf } from './standing.ts';

/** Where a refusal was met. */
interface Place {
  readonly fork: Target;
  readonly target: Target;
  readonly server: string;
}

/** Whether an error says that GitHub shows no such repository to us. */
export function isMissing(error: unknown, repository: Target): boolean {
  if (!(error instanceof RingmasterError) || error.code !== 'access-missing') return false;
  return error.message.toLowerCase().includes(`'${nameOf(repository)}'`.toLowerCase());
}

/** The same error with the advice that somebody at a terminal can follow. */
export function explained(error: unknown, place: Place): unknown {
  if (!(error instanceof RingmasterError)) return error;
  const advice = adviceFor(error, place);
  if (advice === undefined) return error;
  return new RingmasterError(error.code, error.message, { advice, cause: error });
}

function adviceFor(error: RingmasterError, { fork, target, server }: Place): string | undefined {
  if (error.code === 'outcome-unknown')
    return 'Run the same command again: it finds what was done, and does the rest';
  if (error.code !== 'access-missing') return error.advice;
  if (fork !== target && isMissing(error, fork))
    return `Fork it at ${server}/${nameOf(target)}/fork, or name your fork with --fork OWNER/REPO`;
  if (isMissing(error, target))
    return `There is no ${nameOf(target)}, or the token may not see it: --to names another`;
  return `The token must be a classic one with the scope "public_repo": ${server}/settings/tokens`;
}
