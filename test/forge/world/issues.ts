/** An issue, or a pull request, which on GitHub is an issue with `pull`. */
export interface Issue {
  /** The issue's number in the world; a pull request has another one of its own. */
  readonly id: number;
  readonly nodeId: string;
  readonly repositoryId: number;
  /** The number people see, counted per repository. */
  readonly number: number;
  readonly title: string;
  readonly body: string | undefined;
  readonly authorId: number;
  /** The App whose installation made it. */
  readonly appId: number | undefined;
  readonly state: 'open' | 'closed';
  readonly stateReason: StateReason | undefined;
  readonly labelIds: readonly number[];
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly closedAt: number | undefined;
  readonly closedById: number | undefined;
  readonly lastEditedAt: number | undefined;
  readonly editorId: number | undefined;
  readonly pull: Pull | undefined;
}

/** Why an issue is closed, or open again. */
export type StateReason = 'completed' | 'not_planned' | 'duplicate' | 'reopened';

/** What makes an issue a pull request. */
export interface Pull {
  readonly id: number;
  /** Undefined once the repository it comes from is gone. */
  readonly headRepositoryId: number;
  readonly headRef: string;
  readonly headOid: string;
  readonly baseRef: string;
  readonly baseOid: string;
  readonly draft: boolean;
  readonly maintainerCanModify: boolean;
  readonly requestedReviewerIds: readonly number[];
  readonly merged: Merged | undefined;
}

/** How a pull request ended well. */
export interface Merged {
  readonly at: number;
  readonly byId: number;
  /** The commit on the base branch. */
  readonly oid: string;
  /** Every commit that came to the base branch with it. */
  readonly commits: readonly string[];
}

/** A pull request: an issue that certainly has its `pull`. */
export interface PullRequest extends Issue {
  readonly pull: Pull;
}

/** Whether an issue is a pull request. */
export function isPullRequest(issue: Issue | undefined): issue is PullRequest {
  return issue?.pull !== undefined;
}

/** A comment on an issue or pull request. */
export interface Comment {
  readonly id: number;
  readonly nodeId: string;
  readonly repositoryId: number;
  readonly issueId: number;
  readonly authorId: number;
  readonly appId: number | undefined;
  readonly body: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly lastEditedAt: number | undefined;
  readonly editorId: number | undefined;
  readonly minimizedReason: string | undefined;
}

/** GitHub's eight reactions, by the words of its REST API. */
export const REACTIONS = [
  '+1',
  '-1',
  'laugh',
  'confused',
  'heart',
  'hooray',
  'rocket',
  'eyes',
] as const;

/** One of the eight. */
export type ReactionContent = (typeof REACTIONS)[number];

/** A person's reaction to an issue or comment; one of each kind at most. */
export interface Reaction {
  readonly id: number;
  readonly nodeId: string;
  /** The node id of what it reacts to. */
  readonly subjectId: string;
  readonly userId: number;
  readonly content: ReactionContent;
  readonly createdAt: number;
}

/** A review of a pull request. */
export interface Review {
  readonly id: number;
  readonly nodeId: string;
  readonly repositoryId: number;
  readonly issueId: number;
  readonly authorId: number;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'PENDING' | 'DISMISSED';
  readonly body: string;
  readonly commitOid: string;
  readonly submittedAt: number;
}
