import { ProbotOctokit } from 'probot';

/** How long GitHub may take; its own limit for one request is ten seconds. */
const TIMEOUT = 15_000;

interface Options {
  /** The REST address: `https://api.github.com`, or `https://HOST/api/v3`. */
  readonly baseUrl: string;
  /** The token to send, asked for before every request because it expires; undefined: none is sent. */
  readonly token: (() => Promise<string>) | undefined;
}

export type Octokit = InstanceType<typeof RingmasterOctokit>;

// Probot's default waits up to three seconds between writes, and repeats a POST
// that was answered with 502 although it may have done its work.
const RingmasterOctokit = ProbotOctokit.defaults({ throttle: { enabled: false } });

/**
 * A client of GitHub that repeats reads which failed on GitHub's side, and never
 * a write: whoever writes must look first whether it happened.
 */
export function makeOctokit({ baseUrl, token }: Options): Octokit {
  const octokit = new RingmasterOctokit({
    baseUrl,
    log: QUIET,
    // Tokens are sent below. Probot's own strategy has none, and puts every refusal down to that.
    authStrategy: undefined,
    retry: { doNotRetry: [400, 401, 403, 404, 409, 410, 422, 451] },
    request: { fetch: fetchInTime },
  });
  octokit.hook.before('request', async (options) => {
    // A copy: the object is shared by all requests of this client.
    if (isWrite(options)) options.request = { ...options.request, retries: 0 };
    if (token !== undefined) options.headers.authorization = `token ${await token()}`;
  });
  return octokit;
}

/** Failures are thrown and logged by whoever knows what they mean. */
const QUIET = { debug() {}, info() {}, warn() {}, error() {} };

const READ = /^\s*query\b/;

function isWrite({
  method,
  url,
  query,
}: {
  method: string;
  url: string;
  query?: unknown;
}): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  return !(url.endsWith('/graphql') && typeof query === 'string' && READ.test(query));
}

function fetchInTime(url: string | URL, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT) });
}
