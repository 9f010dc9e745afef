import type { Identity } from './access/identity.ts';
import type { MergeTests } from './actions/mergeability.ts';
import type { GitRepository } from './git/git-repository.ts';
import type { Delivery } from './hooks/delivery.ts';
import type { Verifier } from './signature/verifier.ts';
import type { WebFlow } from './signature/web-flow.ts';
import type { Account } from './world/accounts.ts';
import type { Repository } from './world/repositories.ts';
import type { World } from './world/world.ts';

/** A plain JSON object, as it goes over the wire. */
export type Json = Readonly<Record<string, unknown>>;

/** Something Apps may want to be told. `payload` lacks what every event carries. */
export interface Happening {
  readonly event: string;
  readonly action?: string;
  readonly repository: Repository;
  readonly sender: Account;
  readonly payload: Json;
}

/** What every part of the forge works with. */
export interface Site {
  readonly world: World;
  readonly verifier: Verifier;
  readonly webFlow: WebFlow;
  readonly mergeTests: MergeTests;
  /** The address of the REST API, without a slash at its end. */
  readonly url: string;
  /** Where people look at things; what `html_url` begins with. */
  readonly webUrl: string;
  /** Whether a fork may use every object of its parent without fetching it. */
  readonly sharedObjects: boolean;
  /** Whether `mergeable` is unknown until it was asked once, as on GitHub. */
  readonly lazyMergeability: boolean;
  now(): number;
  git(repository: Repository): GitRepository;
  /** Makes the git side of a repository that has just been put into the world. */
  createGit(repository: Repository): Promise<GitRepository>;
  /** Sends an event to every App that is to know. */
  tell(happening: Happening): void;
  /** Every attempt to deliver an event, oldest first, and a way to try one again. */
  readonly deliveries: { readonly log: readonly Delivery[]; redeliver(id: number): boolean };
}

/** One request on its way: where, by whom, and as of when it reads. */
export interface Context {
  readonly site: Site;
  readonly identity: Identity;
  /** Reads of refs, issues, pull requests and comments answer what was true then; undefined is now. */
  readonly asOf: number | undefined;
}
