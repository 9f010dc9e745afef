import type { Change, Person, Repository } from '../domain/release.ts';
import type { Role } from '../domain/rights.ts';
import type { Instant } from '../domain/time.ts';

/** One repository on GitHub, seen with the rights of the App's installation there. */
export interface Forge {
  readonly repository: Repository;
  readonly code: Code;
  readonly tags: Tags;
  readonly people: People;
  readonly issues: Issues;
  readonly releases: Releases;
}

/** What is committed. */
export interface Code {
  /** The default branch and where it stands. */
  head(): Promise<{ readonly branch: string; readonly commit: string }>;
  /** The commit behind a branch, tag or (short) commit id; undefined where there is none. */
  commit(ref: string): Promise<string | undefined>;
  /** A text file at a commit; undefined where there is none. At most 1 MiB; larger is `outside-garbled`. */
  file(commit: string, path: string): Promise<TextFile | undefined>;
  /** What was merged after `since` up to `commit`; from the beginning where `since` is undefined. */
  changes(since: string | undefined, commit: string): Promise<Changes>;
}

export interface TextFile {
  /** Object id: equal content has an equal id. */
  readonly blob: string;
  readonly text: string;
}

export interface Changes {
  readonly commits: number;
  /** Merged pull requests, newest first, each once. */
  readonly changes: readonly Change[];
}

export interface Tags {
  /** Every tag of the repository, with the object it names: a tag object or, if lightweight, a commit. */
  all(request?: { readonly canWait: boolean }): Promise<readonly TagName[]>;
  /** A tag object, letter for letter. */
  object(id: string): Promise<TagObject>;
}

export interface TagName {
  readonly name: string;
  readonly object: string;
  readonly kind: 'annotated' | 'lightweight';
}

export interface TagObject {
  readonly name: string;
  /** What it points to; only commits can be released. */
  readonly target: { readonly kind: string; readonly id: string };
  readonly message: string;
  /** The signed text and its signature, as git wrote them; undefined where it is not signed. */
  readonly signed: { readonly payload: string; readonly signature: string } | undefined;
}

export interface People {
  /** The people behind logins; a login that nobody has is left out. */
  byLogin(logins: readonly string[]): Promise<readonly Person[]>;
  /** What somebody may do in this repository. */
  role(login: string): Promise<Role>;
  /** The keys that somebody has told GitHub to sign with. */
  signingKeys(login: string): Promise<SigningKeys>;
}

export interface SigningKeys {
  /** Armored OpenPGP public keys. */
  readonly openpgp: readonly string[];
}

/** A face that GitHub can put under a comment. */
export type Face = '+1' | '-1' | 'confused' | 'rocket' | 'eyes';

export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly author: Person;
  /** Apps and other bots are never heard. */
  readonly isBot: boolean;
  readonly body: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export interface Issue {
  readonly number: number;
  readonly author: Person;
  readonly isBot: boolean;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly isOpen: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** Issues and their comments. None of the writes is repeated by itself: each may have happened when it fails. */
export interface Issues {
  open(draft: {
    title: string;
    body: string;
    labels: readonly string[];
  }): Promise<{ number: number }>;
  get(number: number): Promise<Issue | undefined>;
  edit(number: number, change: { body?: string; title?: string }): Promise<void>;
  close(number: number): Promise<void>;
  comment(number: number, body: string): Promise<{ readonly id: number; readonly at: Instant }>;
  editComment(id: number, body: string): Promise<{ readonly at: Instant }>;
  /**
   * Deletes a comment of the App's own; one that is gone already is well.
   * @throws RingmasterError `outside-refused` where somebody else wrote it.
   */
  removeComment(id: number): Promise<void>;
  /** Repeating it is harmless: GitHub keeps one face of a kind a person. */
  react(target: { issue: number } | { comment: number }, face: Face): Promise<void>;
  /** Issues (no pull requests) that changed since then, oldest change first. */
  changedSince(instant: Instant): Promise<readonly Issue[]>;
  /** Comments of the whole repository that changed since then, oldest change first. */
  commentsSince(instant: Instant): Promise<readonly Comment[]>;
  /** Comments of one issue that changed since then. */
  commentsOf(number: number, since: Instant): Promise<readonly Comment[]>;
  /** The App's own comments on one issue since then that hold a text, oldest first. */
  ownOf(number: number, since: Instant, holding: string): Promise<readonly OwnWriting[]>;
  /** What the App itself wrote since then and that holds a text: its issues and comments. */
  ownSince(instant: Instant, holding: string): Promise<readonly OwnWriting[]>;
}

export interface OwnWriting {
  readonly issue: number;
  /** Undefined: it is the issue itself. */
  readonly comment: number | undefined;
  readonly body: string;
  readonly at: Instant;
}

export interface GithubRelease {
  readonly id: number;
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  readonly isDraft: boolean;
  readonly isPrerelease: boolean;
  readonly address: string;
  /** The commit or branch that GitHub would tag if the tag did not exist. */
  readonly target: string;
  /** Whether the App itself made it. */
  readonly isOurs: boolean;
}

export interface Releases {
  /** All releases, drafts included. */
  all(): Promise<readonly GithubRelease[]>;
  /**
   * The same as anybody sees it, without credentials: drafts do not exist there.
   * In a private repository, as its members see it.
   */
  publicByTag(tag: string): Promise<GithubRelease | undefined>;
  /** The commit behind a tag, as anybody sees it. */
  publicCommit(tag: string): Promise<string | undefined>;
  draft(draft: ReleaseDraft): Promise<GithubRelease>;
  /** Makes a draft say something else. */
  redraft(id: number, draft: ReleaseDraft): Promise<GithubRelease>;
  /** Publishes a draft; where its tag does not exist, GitHub makes it on this commit. */
  publish(id: number, options: { commit: string; latest: boolean }): Promise<GithubRelease>;
}

export interface ReleaseDraft {
  readonly tag: string;
  readonly commit: string;
  readonly title: string;
  readonly body: string;
  readonly prerelease: boolean;
}
