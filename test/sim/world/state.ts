import type { Digest } from '../../../src/domain/digest.ts';
import type { ChatMessage } from '../../../src/plugin/chat.ts';
import type { DeliveryAttempt } from '../../../src/plugin/delivery-log.ts';
import type { Face, GithubRelease, TagName, TagObject } from '../../../src/plugin/forge.ts';
import type { CommitStatus } from '../../../src/plugin/proposals.ts';
import type { Manifest } from '../../../src/plugin/registry.ts';

/**
 * Everything that exists at one moment. It is never changed: whoever changes the
 * world makes another state, so that an old one can still be looked at.
 * Moments are milliseconds; the ports tell them as GitHub does, in whole seconds.
 */
export interface WorldState {
  /** By login in lower case. */
  readonly accounts: ReadonlyMap<string, Account>;
  /** By `owner/name`. */
  readonly repositories: ReadonlyMap<string, RepositoryState>;
  /** All repositories share their commits, as forks do. */
  readonly commits: ReadonlyMap<string, Commit>;
  readonly tagObjects: ReadonlyMap<string, TagObject>;
  /** Repositories of every registry, by `host/path`. */
  readonly shelves: ReadonlyMap<string, ShelfState>;
  readonly messages: readonly PostedMessage[];
  /** What GitHub tried to tell the App, oldest first. */
  readonly attempts: readonly DeliveryAttempt[];
  /** The id that the next thing gets: one sequence for all kinds. */
  readonly nextId: number;
}

export interface Account {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Bot';
  /** Public keys that GitHub shows for it. */
  readonly keys: readonly string[];
}

export interface RepositoryState {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  /** The App's installation; undefined where it has none, and is told nothing. */
  readonly installation: number | undefined;
  readonly defaultBranch: string;
  /** Logins of those who may write. */
  readonly writers: readonly string[];
  readonly branches: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, TagName>;
  readonly issues: ReadonlyMap<number, IssueState>;
  readonly pulls: ReadonlyMap<number, PullState>;
  readonly comments: ReadonlyMap<number, CommentState>;
  readonly reactions: readonly Reaction[];
  readonly releases: ReadonlyMap<number, ReleaseState>;
  /** By commit. */
  readonly statuses: ReadonlyMap<string, readonly CommitStatus[]>;
  /** Issues and pull requests share one sequence. */
  readonly nextNumber: number;
}

export interface FileState {
  readonly blob: string;
  readonly text: string;
}

export interface Commit {
  readonly id: string;
  /** None for the first, two for a merge: the branch that was merged into stands first. */
  readonly parents: readonly string[];
  /** The whole tree, by path. */
  readonly files: ReadonlyMap<string, FileState>;
  /** The merged pull request that brought it. */
  readonly pull: { readonly repository: string; readonly number: number } | undefined;
}

/** What issues and pull requests have in common. */
export interface Thread {
  readonly number: number;
  readonly author: Account;
  readonly title: string;
  readonly body: string;
  readonly isOpen: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface IssueState extends Thread {
  readonly labels: readonly string[];
}

export interface PullState extends Thread {
  /** `owner/name` that the branch is in. */
  readonly from: string;
  readonly branch: string;
  readonly isDraft: boolean;
  readonly merged: { readonly by: string; readonly commit: string } | undefined;
}

export interface CommentState {
  readonly id: number;
  /** The issue or pull request it stands under. */
  readonly number: number;
  readonly author: Account;
  readonly body: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Reaction {
  readonly by: number;
  /** `issue 5` or `comment 1007`. */
  readonly on: string;
  readonly face: Face;
}

export interface ReleaseState extends Omit<GithubRelease, 'isOurs'> {
  readonly author: Account;
}

/** One repository of a registry. */
export interface ShelfState {
  readonly tags: ReadonlyMap<string, Digest>;
  readonly manifests: ReadonlyMap<string, Manifest>;
  readonly blobs: ReadonlyMap<string, Uint8Array>;
}

export interface PostedMessage extends ChatMessage {
  readonly mark: string;
}

/** A map with one entry more, or another one. */
export function put<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value);
}

/** A map without one entry. */
export function drop<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}

/** A repository that the caller knows to exist. */
export function repositoryIn(state: WorldState, name: string): RepositoryState {
  const found = state.repositories.get(name);
  if (found === undefined) throw new Error(`there is no repository ${name}`);
  return found;
}

/** The commit that a branch is at. */
export function tip({ branches, name }: RepositoryState, branch: string): string {
  const found = branches.get(branch);
  if (found === undefined) throw new Error(`${name} has no branch ${branch}`);
  return found;
}

/** Every file at the tip of the default branch. */
export function filesAtHead(state: WorldState, name: string): Commit['files'] {
  const repository = repositoryIn(state, name);
  return state.commits.get(tip(repository, repository.defaultBranch))?.files ?? new Map();
}
