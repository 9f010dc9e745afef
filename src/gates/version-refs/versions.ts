import type { Artifact } from '../../domain/release.ts';
import { parseReference } from '../../images/reference.ts';

/** How an artifact's version may be spelled, the bare one first; or one that is asked for. */
export function versionsOf(artifact: Artifact, asked: string | undefined): readonly string[] {
  if (asked !== undefined) return [asked];
  const { version, tag, image } = artifact;
  const imageTag = image === undefined ? undefined : parseReference(image).tag;
  return [version, tag, imageTag].filter((each) => each !== undefined);
}
