import { RingmasterError } from '../../domain/errors.ts';
import { type Promotion, promotionOf } from '../../images/production.ts';
import { readPromoterManifest } from '../../images/promoter-manifest.ts';
import { parseReference } from '../../images/reference.ts';
import type { Standing } from './standing.ts';
import type { Wish } from './wish.ts';

/** Where a project's images come from and go to, each HOST/PATH. */
export interface Route {
  readonly staging: string;
  readonly production: string;
  /** Who says so, for people to judge. */
  readonly by: 'options' | 'manifest' | 'convention';
}

/**
 * The registries of a promotion: as the options say, else as the promoter
 * manifest beside the list does, else by the convention of kubernetes/k8s.io.
 * @throws RingmasterError `artifact-invalid` for a manifest that cannot be read.
 */
export function routeOf(wish: Wish, { manifest }: Pick<Standing, 'manifest'>): Route {
  const { staging, production, project } = wish;
  if (staging !== undefined && production !== undefined)
    return { staging, production, by: 'options' };
  const written = manifest === undefined ? undefined : readPromoterManifest(manifest);
  return {
    staging: staging ?? written?.from ?? `us-central1-docker.pkg.dev/k8s-staging-images/${project}`,
    production: production ?? written?.at ?? `registry.k8s.io/${project}`,
    by: written === undefined ? 'convention' : 'manifest',
  };
}

/**
 * Where one image stands in both registries.
 * @throws RingmasterError `artifact-invalid` for a name that no image can have.
 */
export function promotionFor(image: string, { staging, production }: Route): Promotion {
  const { host, path } = parseReference(`${staging}/${image}`);
  const promotion = promotionOf({ host, path }, { from: staging, at: production });
  // What looks like a tag would be read as one, and is no part of a name.
  if (promotion?.name === image) return promotion;
  throw new RingmasterError('artifact-invalid', `"${image}" is not the name of an image`);
}
