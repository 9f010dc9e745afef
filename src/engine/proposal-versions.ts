import type { ArtifactTemplate, Process } from '../domain/process.ts';
import { code, list, type Prose, say } from '../domain/prose.ts';
import type { Artifact } from '../domain/release.ts';
import { fill } from '../process/variables.ts';
import { isVersion } from '../versions/order.ts';
import { versionIn } from '../versions/tag-pattern.ts';

/** Which artifacts a proposal takes along, or why it cannot be understood. */
export type Proposed = { readonly artifacts: readonly Artifact[] } | { readonly refusal: Prose };

/**
 * Reads the words behind `/release new`. One version, bare or as a tag of the
 * first artifact, takes every artifact along; tags of other artifacts, several
 * words, or `artifact@version` take exactly what they name.
 */
export function proposedArtifacts(
  words: readonly string[],
  { artifacts }: Pick<Process, 'artifacts'>,
): Proposed {
  const [first, ...others] = words;
  const [leading] = artifacts;
  if (first === undefined || leading === undefined) return { refusal: say`no version was named` };
  const whole = isVersion(first) ? first : versionIn(first, leading.tag ?? '$version');
  if (others.length === 0 && whole !== undefined)
    return { artifacts: artifacts.map((template) => artifactAt(template, whole)) };
  const named = words.map((word) => ({ word, found: artifactNamed(word, artifacts) }));
  const unknown = named.find(({ found }) => found === undefined);
  if (unknown !== undefined) return { refusal: misunderstood(unknown.word, artifacts) };
  const found = named.flatMap(({ found: artifact }) => artifact ?? []);
  const twice = found.find(
    ({ name }, index) => found.findIndex((each) => each.name === name) !== index,
  );
  if (twice !== undefined) return { refusal: say`${code(twice.name)} is named twice` };
  return { artifacts: found };
}

/** An artifact at a version, its templates filled in. */
export function artifactAt(
  { name, tag, image, platforms }: ArtifactTemplate,
  version: string,
): Artifact {
  const values = { artifacts: [{ name, version }] };
  const ownTag = tag === undefined ? undefined : fill(tag, values);
  const filled = {
    artifacts: [{ name, version, ...(ownTag === undefined ? {} : { tag: ownTag }) }],
  };
  return {
    name,
    version,
    ...(ownTag === undefined ? {} : { tag: ownTag }),
    ...(image === undefined ? {} : { image: fill(image, filled) }),
    ...(platforms === undefined ? {} : { platforms }),
  };
}

function artifactNamed(word: string, artifacts: readonly ArtifactTemplate[]): Artifact | undefined {
  const [name, version = ''] = word.split('@');
  const byName = artifacts.find((each) => each.name === name);
  if (byName !== undefined && isVersion(version)) return artifactAt(byName, version);
  for (const template of artifacts) {
    const tagged = versionIn(word, template.tag ?? '');
    if (tagged !== undefined) return artifactAt(template, tagged);
  }
  return undefined;
}

function misunderstood(word: string, artifacts: readonly ArtifactTemplate[]): Prose {
  const forms = artifacts.map(
    ({ name, tag }) => say`${code((tag ?? `${name}@$version`).replace('$version', '1.2.0'))}`,
  );
  return say`${code(word)} is no version of an artifact; say for instance ${list(forms, 'or')}`;
}
