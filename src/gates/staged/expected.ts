import { RingmasterError } from '../../domain/errors.ts';
import { code, type Prose, say } from '../../domain/prose.ts';
import type { Artifact } from '../../domain/release.ts';
import type { ImageFound } from '../../images/inspect.ts';
import { type NamedRegistries, promotionOf } from '../../images/production.ts';
import { formatReference, type ImageReference } from '../../images/reference.ts';
import type { Registry } from '../../plugin/registry.ts';
import { predecessorOf } from './predecessor.ts';

/** The platforms that an image must have, and what tells so. */
export interface Expected {
  readonly platforms: readonly string[];
  /** As the evidence says it; undefined where the process names them, or there are none to have. */
  readonly because: Prose | undefined;
}

/** What is expected of one artifact: what the process names, else what the version before has. */
export async function expectedOf(
  { artifact, reference, found }: Subject,
  registries: NamedRegistries,
  registry: Registry,
): Promise<Expected> {
  const { platforms, version } = artifact;
  if (platforms !== undefined) return { platforms, because: undefined };
  if (found?.kind !== 'index' && found?.kind !== 'image')
    return { platforms: [], because: undefined };
  const production = productionOf(reference, registries);
  if (production === undefined)
    return {
      platforms: [],
      because: say`no production registry is known: no platforms to compare with`,
    };
  const tag = reference.tag ?? '';
  const before = await predecessorOf(production, { tag, version }, registry);
  return before === undefined
    ? { platforms: [], because: say`first version: no platforms to compare with` }
    : { platforms: before.platforms, because: say`platforms as in ${code(before.reference)}` };
}

interface Subject {
  readonly artifact: Artifact;
  readonly reference: ImageReference;
  readonly found: ImageFound | undefined;
}

/** @throws RingmasterError `artifact-invalid` where registries are named and lead nowhere. */
function productionOf(
  reference: ImageReference,
  registries: NamedRegistries,
): ImageReference | undefined {
  const { from, at } = registries;
  const production = promotionOf(reference, registries)?.at;
  if (production !== undefined || (from === undefined && at === undefined)) return production;
  throw new RingmasterError(
    'artifact-invalid',
    `no production registry follows for ${formatReference(reference)} from what the process names`,
    { advice: 'Name both the staging registry ("from:") and the production registry ("at:")' },
  );
}
