import type { Account, App, GpgKey, Installation, SshKey, Token } from './accounts.ts';
import type { Comment, Issue, Reaction, Review } from './issues.ts';
import type {
  CheckRun,
  CheckSuite,
  CommitStatus,
  Label,
  Release,
  Repository,
} from './repositories.ts';
import { Table } from './table.ts';

// People and Apps have small numbers; the numbers of GitHub's issues and
// comments have long outgrown 32 bits, and code must not assume otherwise.
const FIRST_ACCOUNT = 101;
const FIRST_THING = 3_000_000_001;

/** Everything the forge knows that git does not store. */
export class World {
  readonly now: () => number;
  readonly accounts: Table<Account>;
  readonly gpgKeys: Table<GpgKey>;
  readonly sshKeys: Table<SshKey>;
  readonly apps: Table<App>;
  readonly installations: Table<Installation>;
  readonly tokens = new Map<string, Token>();
  readonly repositories: Table<Repository>;
  readonly labels: Table<Label>;
  readonly issues: Table<Issue>;
  readonly comments: Table<Comment>;
  readonly reactions: Table<Reaction>;
  readonly reviews: Table<Review>;
  readonly releases: Table<Release>;
  readonly statuses: Table<CommitStatus>;
  readonly checkSuites: Table<CheckSuite>;
  readonly checkRuns: Table<CheckRun>;
  readonly #numbers = new Map<number, number>();
  #accountId = FIRST_ACCOUNT;
  #thingId = FIRST_THING;

  /** `onChange` is called whenever anything is stored or deleted. */
  constructor(clock: () => number, onChange: () => void) {
    const hooks = { now: clock, onChange };
    this.now = clock;
    this.accounts = new Table(hooks, ({ login }) => login.toLowerCase());
    this.gpgKeys = new Table(hooks, ({ userId }) => String(userId));
    this.sshKeys = new Table(hooks, ({ userId }) => String(userId));
    this.apps = new Table(hooks, ({ slug }) => slug);
    this.installations = new Table(hooks, ({ appId }) => String(appId));
    this.repositories = new Table(hooks, ({ ownerId, name }) => `${ownerId}/${name.toLowerCase()}`);
    this.labels = new Table(hooks, ({ repositoryId }) => String(repositoryId));
    this.issues = new Table(hooks, ({ repositoryId }) => String(repositoryId));
    this.comments = new Table(hooks, ({ issueId }) => String(issueId));
    this.reactions = new Table(hooks, ({ subjectId }) => subjectId);
    this.reviews = new Table(hooks, ({ issueId }) => String(issueId));
    this.releases = new Table(hooks, ({ repositoryId }) => String(repositoryId));
    this.statuses = new Table(hooks, ({ repositoryId, sha }) => `${repositoryId}/${sha}`);
    this.checkSuites = new Table(hooks, ({ repositoryId, sha }) => `${repositoryId}/${sha}`);
    this.checkRuns = new Table(hooks, ({ repositoryId, sha }) => `${repositoryId}/${sha}`);
  }

  nextAccountId(): number {
    return this.#accountId++;
  }

  nextId(): number {
    return this.#thingId++;
  }

  /** The account behind a login, whatever its letters' case. */
  accountNamed(login: string): Account | undefined {
    return this.accounts.in(login.toLowerCase())[0];
  }

  /** The repository `owner/name`, whatever its letters' case. */
  repositoryNamed(owner: string, name: string): Repository | undefined {
    const account = this.accountNamed(owner);
    if (account === undefined) return undefined;
    return this.repositories.in(`${account.id}/${name.toLowerCase()}`)[0];
  }

  /** The number the next issue or pull request of a repository gets; none is given twice. */
  nextNumber(repository: Repository): number {
    const number = (this.#numbers.get(repository.id) ?? 0) + 1;
    this.#numbers.set(repository.id, number);
    return number;
  }
}

/**
 * A thing that another thing of the world points to.
 * @throws Error when it is not there, which is a bug of the forge.
 */
export function existing<T extends { readonly id: number }>(table: Table<T>, id: number): T {
  const found = table.get(id);
  if (found === undefined) throw new Error(`the world holds no thing ${id}`);
  return found;
}
