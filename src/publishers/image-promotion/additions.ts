import { type Digest, isDigest } from '../../domain/digest.ts';
import { RingmasterError } from '../../domain/errors.ts';
import type { Artifact } from '../../domain/release.ts';
import { type Promotion, promotionOf } from '../../images/production.ts';
import { type ImageReference, parseReference } from '../../images/reference.ts';
import { type ReleaseView, staged } from '../../plugin/release-view.ts';

/** One image or chart, and where it goes. */
export interface Promoted {
  /** Its name in the list. */
  readonly image: string;
  readonly tag: string;
  /** As it was when staging was checked. */
  readonly digest: Digest;
  /** Its platforms at that time. */
  readonly platforms: readonly { readonly platform: string; readonly digest: Digest }[];
  readonly promotion: Promotion;
}

/** An approved artifact of a release. */
export interface Addition extends Promoted {
  readonly artifact: Artifact;
}

/**
 * What this release promotes, from the facts alone: the registry is not asked
 * again what the tag means today.
 * @throws RingmasterError `artifact-invalid` where a digest was never pinned, or no production registry is known.
 */
export function additionsOf(
  { release, facts }: ReleaseView,
  registries: { readonly from?: string | undefined; readonly at?: string | undefined },
): readonly Addition[] {
  return staged(release.artifacts).map((artifact) => {
    const reference = parseReference(artifact.image);
    const promotion = promotionOf(reference, registries);
    if (promotion === undefined)
      throw new RingmasterError(
        'artifact-invalid',
        `no production registry is known for ${artifact.image}`,
        {
          advice: 'Name the registries with "from:" and "at:" in the process file',
        },
      );
    return {
      artifact,
      image: promotion.name,
      tag: tagOf(reference, artifact.image),
      digest: pinned(facts, artifact.name),
      platforms: platformsOf(facts, artifact.name),
      promotion,
    };
  });
}

function tagOf({ tag }: ImageReference, written: string): string {
  if (tag === undefined) throw new RingmasterError('artifact-invalid', `${written} has no tag`);
  return tag;
}

function pinned(facts: ReleaseView['facts'], artifact: string): Digest {
  const value = facts.get(`artifact:${artifact}@sha256`)?.value ?? '';
  if (isDigest(value)) return value;
  throw new RingmasterError('artifact-invalid', `no digest of ${artifact} was approved`, {
    advice: 'Put "check: staged" into an earlier ring of the process',
  });
}

function platformsOf(facts: ReleaseView['facts'], artifact: string): Addition['platforms'] {
  const prefix = `artifact:${artifact}/`;
  return [...facts.values()].flatMap(({ key, value }) => {
    if (!key.startsWith(prefix) || !isDigest(value)) return [];
    return [{ platform: key.slice(prefix.length, key.lastIndexOf('@')), digest: value }];
  });
}
