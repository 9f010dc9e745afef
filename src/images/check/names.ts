import { isDigest, shortDigest } from '../../domain/digest.ts';
import { isImageName } from '../list/additions.ts';
import { shown } from '../list/shown.ts';
import { isImageTag } from '../reference.ts';

/** `app:v1.0.0`, in quotes where it holds what names do not hold. */
export function tagged(image: string, tag: string): string {
  const text = `${image}:${tag}`;
  return isImageName(image) && isImageTag(tag) ? text : shown(text);
}

/** The name of an image, in quotes where it is none. */
export function named(image: string): string {
  return isImageName(image) ? image : shown(image);
}

/** A digest, short enough for a sentence. */
export function brief(digest: string): string {
  return isDigest(digest) ? `sha256:${shortDigest(digest)}…` : shown(digest);
}
