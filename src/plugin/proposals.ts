/** A repository that a change is proposed to, by name: it may be one that the App is not installed on. */
export interface Target {
  readonly owner: string;
  readonly name: string;
}

/** One file of a target, and what we have proposed for it so far. */
export interface ProposalView {
  readonly base: {
    readonly branch: string;
    readonly commit: string;
    /** Undefined where the file does not exist yet. */
    readonly file: { readonly blob: string; readonly text: string } | undefined;
  };
  /** The newest pull request from our branch; undefined where there is none. */
  readonly proposal: Proposal | undefined;
  /** Our branch, whether or not a pull request was made from it. */
  readonly head: { readonly commit: string; readonly text: string | undefined } | undefined;
  /** What the server calls the two repositories, for proposing without asking again. */
  readonly ids: { readonly base: string; readonly head: string };
}

export interface Proposal {
  readonly id: string;
  readonly number: number;
  readonly address: string;
  readonly state: 'open' | 'merged' | 'closed';
  readonly isDraft: boolean;
  readonly body: string;
  readonly mergedBy: string | undefined;
  readonly mergeCommit: string | undefined;
}

/** A change to one file, and the words that go with it. */
export interface ProposalDraft {
  readonly branch: string;
  readonly path: string;
  readonly content: string;
  readonly title: string;
  readonly body: string;
}

/** A status that somebody set on a commit. */
export interface CommitStatus {
  readonly context: string;
  readonly state: 'success' | 'failure' | 'error' | 'pending';
  readonly description: string;
  readonly address: string | undefined;
}

/**
 * Changes proposed as pull requests, with the identity that may do so: the App
 * where it is installed on the target, else the machine user and its fork.
 */
export interface Proposals {
  look(target: Target, at: { branch: string; path: string }): Promise<ProposalView>;
  /**
   * Makes or brings up to date our branch and its pull request, from what
   * `look` found; it refuses where the branch has moved since.
   */
  propose(
    target: Target,
    draft: ProposalDraft,
    view: ProposalView,
  ): Promise<{ address: string; number: number }>;
  /** Makes a pull request a draft, which nobody can merge, and says why. */
  hold(target: Target, proposal: Proposal, because: string): Promise<void>;
  /** Makes it ready for review again, and says why. */
  resume(target: Target, proposal: Proposal, because: string): Promise<void>;
  statuses(target: Target, commit: string): Promise<readonly CommitStatus[]>;
}
