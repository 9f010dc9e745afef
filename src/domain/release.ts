import type { Instant } from './time.ts';

/** A repository on GitHub. The id is its identity; owner and name may change. */
export interface Repository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
}

/** Somebody on GitHub. The id is the identity; a login can be given up and taken by another. */
export interface Person {
  readonly id: number;
  readonly login: string;
}

/** One thing that this release takes along, with its templates filled in. */
export interface Artifact {
  readonly name: string;
  /** The bare version, `1.2.0`. */
  readonly version: string;
  /** The git tag that releases it, `v1.2.0`; undefined where the process names none. */
  readonly tag?: string;
  /** Where its image or chart is staged, `gcr.io/staging/app:v1.2.0`. */
  readonly image?: string;
  /** Platforms that the process asks for, `linux/arm64`. */
  readonly platforms?: readonly string[];
}

/** One version of one product on its way through the rings. */
export interface Release {
  /** Unique and readable: repository id, first artifact, version. */
  readonly id: string;
  readonly repository: Repository;
  readonly product: string;
  /** What people call it: `v0.1.0 + chart/0.1.0`. */
  readonly title: string;
  readonly artifacts: readonly Artifact[];
  /** Artifacts of the process that this release leaves out. */
  readonly skipped: readonly string[];
  /** Undefined where a tag that nobody of ours signed opened it. */
  readonly openedBy: Person | undefined;
  readonly openedAt: Instant;
}

/** A merged pull request since the last release. */
export interface Change {
  readonly number: number;
  readonly title: string;
  readonly author: string;
}

/** The release before this one: where the changelog begins. */
export interface Baseline {
  readonly tag: string;
  readonly commit: string;
}

/** What is to be released: rc1, rc2 for people. */
export interface Candidate {
  readonly n: number;
  readonly commit: string;
  readonly branch: string;
  /** Undefined where a tag opened the release. This person's sign-off does not count. */
  readonly cutBy: Person | undefined;
  readonly at: Instant;
  /** Undefined for the first release. */
  readonly since: Baseline | undefined;
  /** Commits since the baseline, whether or not a pull request brought them. */
  readonly commits: number;
  readonly changes: readonly Change[];
}

/** `owner/name`, as people write it. */
export function fullName({ owner, name }: Pick<Repository, 'owner' | 'name'>): string {
  return `${owner}/${name}`;
}

/** `rc2` */
export function candidateName({ n }: Pick<Candidate, 'n'>): string {
  return `rc${n}`;
}
