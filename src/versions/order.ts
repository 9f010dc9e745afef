import semver from 'semver';

const STRICT = /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}(?:-[0-9A-Za-z.-]+)?$/;

/**
 * Whether a text is a version as semver.org 2.0.0 has it, without a leading `v`
 * and without build metadata, which neither image tags nor our order could keep.
 */
export function isVersion(text: string): boolean {
  return STRICT.test(text) && semver.valid(text) === text;
}

export function isPrerelease(version: string): boolean {
  return semver.prerelease(version) !== null;
}

/** The highest version below the given one; a final version looks past prereleases. */
export function previousOf(version: string, versions: readonly string[]): string | undefined {
  return highest(versions.filter((each) => comparable(version, each) && semver.lt(each, version)));
}

/** Whether a version is the highest of those that are no prereleases, itself included. */
export function isLatest(version: string, versions: readonly string[]): boolean {
  if (isPrerelease(version)) return false;
  const finals = versions.filter((each) => isVersion(each) && !isPrerelease(each));
  return finals.every((each) => semver.lte(each, version));
}

/** The highest of several versions; what is no version is passed over. */
function highest(versions: readonly string[]): string | undefined {
  return versions.filter(isVersion).toSorted(semver.rcompare)[0];
}

function comparable(version: string, other: string): boolean {
  return isVersion(other) && (isPrerelease(version) || !isPrerelease(other));
}
