import { ProbotOctokit } from 'probot';
import { askOf } from './octokit/asks.ts';
import type { Caller, Line } from './octokit/caller.ts';
import { conduct } from './octokit/conduct.ts';
import { fetchFollowing } from './octokit/fetch.ts';

export type Octokit = InstanceType<typeof RingmasterOctokit>;

/** Of a sweep's requests: where the hour's budget runs low, what people wait for goes first. */
export const CAN_WAIT = { priority: 'cosmetic' } as const;

// Probot's defaults wait up to three seconds between writes, and repeat a POST
// that was answered with 502 although it may have done its work.
const RingmasterOctokit = ProbotOctokit.defaults({
  throttle: { enabled: false },
  retry: { enabled: false },
});

/**
 * A client of GitHub that keeps its limits and repeats reads which failed on
 * GitHub's side, but never a write: whoever writes must look first whether it
 * happened.
 */
export function makeOctokit(line: Line, caller: Caller): Octokit {
  const octokit = new RingmasterOctokit({
    baseUrl: line.baseUrl,
    log: QUIET,
    // Tokens are sent below. Probot's own strategy has none, and puts every refusal down to that.
    authStrategy: undefined,
    request: { fetch: fetchFollowing },
  });
  octokit.hook.wrap('request', (send, plan) =>
    conduct({ line, caller, ask: askOf(plan) }, async (token, time) => {
      if (token !== undefined) plan.headers = { ...plan.headers, authorization: `token ${token}` };
      // A copy: what is below the plan may be shared by all requests of this client.
      plan.request = { ...plan.request, signal: AbortSignal.timeout(time) };
      // The plan itself: hooks that were there before this one are bound to it.
      return send(plan);
    }),
  );
  return octokit;
}

/** Failures are thrown and logged by whoever knows what they mean. */
const QUIET = { debug() {}, info() {}, warn() {}, error() {} };
