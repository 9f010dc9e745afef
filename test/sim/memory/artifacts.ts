import type { Artifact } from '../../../src/domain/release.ts';

/** What makes a release unique: one artifact is released in one version once. */
export function artifactKey(
  repository: number,
  { name, version }: Pick<Artifact, 'name' | 'version'>,
): string {
  return `${repository}/${name}@${version}`;
}
