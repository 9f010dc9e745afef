import type { Work } from '../../src/plugin/queue.ts';

/** Work of which a test does only a part. */
export function doing(work: Partial<Work>): Work {
  const nothing = async () => {};
  return { delivery: nothing, release: nothing, site: nothing, givenUp: nothing, ...work };
}
