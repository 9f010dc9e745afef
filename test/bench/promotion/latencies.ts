/** A request as far as its time depends on it. */
export interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
}

/** There and back over the Internet, in milliseconds. */
export const ROUND_TRIP = 80;

/** How many bytes come through in a second, up and down: 6.65 MiB, as a clone of kubernetes/k8s.io was seen to. */
const RATE = 6.65 * 1024 * 1024;

// What a server takes for one thing, in milliseconds. Those for commits and refs
// were measured on github.com by others; none is known for opening a pull
// request, which takes what a comment does here.
const READ = 120;
const QUERY = 250;
const REF = 830;
const COMMIT = 1_200;
const PULL = 400;

/** How far times scatter: two of three lie within this part of the usual one. */
const SCATTER = 0.2;

/** Times of a server far away. One seed is one sequence, so that two who ask for the same wait equally long. */
export class Latencies {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From sending a request to the first byte of its answer, its own bytes not counted; in milliseconds. */
  of(arrived: Arrived): number {
    return (ROUND_TRIP + serverTime(arrived)) * Math.exp(SCATTER * this.#normal());
  }

  /** By Box and Muller. */
  #normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.#next())) * Math.cos(2 * Math.PI * this.#next());
  }

  #next(): number {
    // A linear congruential generator (Numerical Recipes' constants): plenty for waiting.
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#state / 2 ** 32;
  }
}

/** How long so many bytes are on their way, in milliseconds. */
export function wireTime(bytes: number): number {
  return (bytes / RATE) * 1000;
}

const MUTATIONS: readonly (readonly [string, number])[] = [
  ['createRef(', REF],
  ['createCommitOnBranch(', COMMIT],
  ['createPullRequest(', PULL],
];

function serverTime({ method, path, body }: Arrived): number {
  if (path.endsWith('/graphql')) {
    const document = body.toString();
    const writes = MUTATIONS.filter(([field]) => document.includes(field));
    return writes.length === 0 ? QUERY : writes.reduce((sum, [, time]) => sum + time, 0);
  }
  if (path.endsWith('/git-receive-pack')) return REF;
  return method === 'POST' && path.endsWith('/pulls') ? PULL : READ;
}
