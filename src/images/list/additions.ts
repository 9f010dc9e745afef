import { type Digest, isDigest } from '../../domain/digest.ts';
import type { RingmasterError } from '../../domain/errors.ts';
import { isImageTag } from '../reference.ts';
import { refusal } from './refusal.ts';

/** A digest of an image, and the tags it is to have in the list. */
export interface Addition {
  readonly image: string;
  readonly digest: Digest;
  readonly tags: readonly string[];
}

// Grammar of a repository's name in the OCI distribution specification 1.1,
// "Pulling manifests", and the length that it asks clients to keep to.
const IMAGE = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const LONGEST_IMAGE = 255;

/** Whether a text may be the name of an image in a list: that of a repository in a registry. */
export function isImageName(text: string): boolean {
  return text.length <= LONGEST_IMAGE && IMAGE.test(text);
}

/**
 * The additions, well-formed and each image and digest once, in the order given.
 *
 * @throws RingmasterError `edit-refused` for a malformed name, digest or tag, for
 * `latest`, for an addition without tags, and where one tag is to be on two digests.
 */
export function checkedAdditions(additions: readonly Addition[]): Addition[] {
  const merged = new Map<string, Addition>();
  const digestOfTag = new Map<string, Digest>();
  for (const addition of additions) {
    checkWords(addition);
    const { image, digest, tags } = addition;
    for (const tag of tags) {
      const other = digestOfTag.get(`${image}:${tag}`);
      if (other !== undefined && other !== digest)
        throw refused(`${image}:${tag} is to be ${other} and ${digest}`, 'Ask for one of the two.');
      digestOfTag.set(`${image}:${tag}`, digest);
    }
    const key = `${image}@${digest}`;
    const all = [...(merged.get(key)?.tags ?? []), ...tags];
    merged.set(key, { image, digest, tags: [...new Set(all)] });
  }
  return [...merged.values()];
}

function checkWords({ image, digest, tags }: Addition): void {
  if (!isImageName(image))
    throw refused(`${JSON.stringify(image)} is not the name of an image`, 'Correct the name.');
  if (!isDigest(digest))
    throw refused(`${JSON.stringify(digest)} is not a sha256 digest`, 'Correct the digest.');
  if (tags.length === 0) throw refused(`${image}@${digest} has no tag`, 'Name at least one tag.');
  for (const tag of tags) {
    if (!isImageTag(tag))
      throw refused(`${JSON.stringify(tag)} is not an image tag`, 'Correct the tag.');
    if (tag === 'latest')
      throw refused(`${image}:latest moves from image to image`, 'Name a version instead.');
  }
}

function refused(reason: string, advice: string): RingmasterError {
  return refusal(reason, { advice });
}
