import type { ReleaseView } from '../../plugin/release-view.ts';
import type { Dependency } from '../../version-refs/dependency.ts';
import { readDependencies } from '../../version-refs/read-dependencies.ts';
import { spellsOneOf } from '../../version-refs/spelling.ts';
import { versionIn } from '../../versions/tag-pattern.ts';
import type { Looking } from './looking.ts';

/** The entries that must say this release's version. */
export interface OwnEntries {
  readonly entries: readonly OwnEntry[];
  /** Names that the process gives and the file does not have. */
  readonly missing: readonly string[];
  /** Whether there must be any. */
  readonly areNeeded: boolean;
}

export interface OwnEntry {
  readonly name: string;
  readonly version: string;
  readonly line: number;
  readonly isRight: boolean;
}

/**
 * The entries that are the release's own: those that the process names; else those
 * that said the last release's version at its commit, and those that say this
 * release's version now.
 */
export async function ownEntries(
  dependencies: readonly Dependency[],
  looking: Looking,
): Promise<OwnEntries> {
  const { versions, wanted } = looking;
  const named = new Set(wanted.names ?? (await namesBefore(looking)));
  const judged = dependencies.map(({ name, version, line }) => ({
    name,
    version,
    line,
    isRight: spellsOneOf(version, versions),
  }));
  const known = new Set(judged.map(({ name }) => name));
  return {
    entries: judged.filter(
      ({ name, isRight }) => named.has(name) || (isRight && wanted.names === undefined),
    ),
    missing: (wanted.names ?? []).filter((name) => !known.has(name)),
    areNeeded: wanted.names === undefined,
  };
}

/** The entries that said the last release's version when it was released. */
async function namesBefore({ release, from, wanted, read }: Looking): Promise<readonly string[]> {
  const { since } = release.candidate;
  const version = wanted.version === undefined ? versionBefore(release) : undefined;
  if (since === undefined || version === undefined) return [];
  const declared = readDependencies((await read(from, since.commit)) ?? '');
  if ('problems' in declared) return [];
  return declared.dependencies
    .filter((each) => spellsOneOf(each.version, [version, since.tag]))
    .map(({ name }) => name);
}

/** The version of the last release, by the way in which this one's tag is written. */
function versionBefore({ artifact, candidate: { since } }: ReleaseView): string | undefined {
  const { tag, version } = artifact;
  if (tag === undefined || since === undefined) return undefined;
  return versionIn(since.tag, tag.replace(version, '$version'));
}
