/** What a person may do in a repository, in rising order. */
export const ROLES = ['read', 'triage', 'write', 'maintain', 'admin'] as const;

/** One of GitHub's five roles. */
export type Role = (typeof ROLES)[number];

/** A repository, without what git stores. */
export interface Repository {
  readonly id: number;
  readonly nodeId: string;
  readonly ownerId: number;
  readonly name: string;
  readonly private: boolean;
  readonly description: string | undefined;
  readonly defaultBranch: string;
  /** Roles by account id. The owner of a personal repository is always its admin. */
  readonly collaborators: ReadonlyMap<number, Role>;
  /** What it is a fork of. */
  readonly parentId: number | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly pushedAt: number;
}

/** A label of a repository. */
export interface Label {
  readonly id: number;
  readonly nodeId: string;
  readonly repositoryId: number;
  readonly name: string;
  /** Six hex digits without "#". */
  readonly color: string;
  readonly description: string | undefined;
}

/** A GitHub release: a page about a tag. */
export interface Release {
  readonly id: number;
  readonly nodeId: string;
  readonly repositoryId: number;
  readonly tag: string;
  /** A branch or commit, where the tag is made if it does not exist. */
  readonly target: string;
  readonly name: string | undefined;
  readonly body: string | undefined;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly makeLatest: 'true' | 'false' | 'legacy';
  readonly authorId: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly publishedAt: number | undefined;
}

/** A commit status, never changed: a newer one of the same context stands in front. */
export interface CommitStatus {
  readonly id: number;
  readonly nodeId: string;
  readonly repositoryId: number;
  readonly sha: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  readonly context: string;
  readonly description: string | undefined;
  readonly targetUrl: string | undefined;
  readonly creatorId: number;
  readonly createdAt: number;
}

/** All check runs of one App on one commit. */
export interface CheckSuite {
  readonly id: number;
  readonly nodeId: string;
  readonly repositoryId: number;
  readonly appId: number;
  readonly sha: string;
  readonly createdAt: number;
}

/** One check of an App on a commit. */
export interface CheckRun {
  readonly id: number;
  readonly nodeId: string;
  readonly repositoryId: number;
  readonly suiteId: number;
  readonly appId: number;
  readonly sha: string;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | undefined;
  readonly startedAt: number;
  readonly completedAt: number | undefined;
  readonly detailsUrl: string | undefined;
  readonly externalId: string | undefined;
  readonly output: CheckOutput;
}

/** The text of a check run. */
export interface CheckOutput {
  readonly title: string | undefined;
  readonly summary: string | undefined;
  readonly text: string | undefined;
  readonly annotations: number;
}
