import type { Digest } from '../../domain/digest.ts';
import { code, type Prose, say } from '../../domain/prose.ts';
import { inspect } from '../../images/inspect.ts';
import { formatReference } from '../../images/reference.ts';
import type { Registry } from '../../plugin/registry.ts';
import type { Addition } from './additions.ts';

/** One promoted image or chart, as production answers. */
export interface Available {
  readonly addition: Addition;
  readonly reference: string;
  /** Undefined: production does not know the tag yet. */
  readonly found: Digest | undefined;
  /** Platforms that production cannot serve, although the tag answers with the right digest. */
  readonly missing: readonly string[];
}

/** Asks production for the tag of each addition, by the header alone. */
export async function availabilityOf(
  additions: readonly Addition[],
  registry: Pick<Registry, 'digest'>,
): Promise<readonly Available[]> {
  return Promise.all(
    additions.map(async (addition) => {
      const reference = { ...addition.promotion.at, tag: addition.tag };
      const found = await registry.digest(reference);
      return { addition, reference: formatReference(reference), found, missing: [] };
    }),
  );
}

/** Says where production serves something else than what was approved; undefined where it does not. */
export function wronglyServed(available: readonly Available[]): Prose | undefined {
  const wrong = available.find(
    ({ addition, found }) => found !== undefined && found !== addition.digest,
  );
  return wrong === undefined
    ? undefined
    : say`${code(wrong.reference)} serves ${code(wrong.found ?? '')}, approved was ${code(wrong.addition.digest)}`;
}

/** Pulls the manifests of each addition, every platform, and compares hashes. */
export async function proofOf(
  additions: readonly Addition[],
  registry: Registry,
): Promise<readonly Available[]> {
  return Promise.all(
    additions.map(async (addition) => {
      const reference = { ...addition.promotion.at, tag: addition.tag };
      const image = await inspect(reference, registry);
      const served = await Promise.all(
        addition.platforms.map(async ({ platform, digest }) => {
          const manifest = await registry.manifest({ ...addition.promotion.at, digest });
          return manifest === undefined ? [platform] : [];
        }),
      );
      return {
        addition,
        reference: formatReference(reference),
        found: image?.digest,
        missing: served.flat(),
      };
    }),
  );
}
