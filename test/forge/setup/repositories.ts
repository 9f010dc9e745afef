import { commitFiles } from '../actions/commit-files.ts';
import { setLabels } from '../actions/labels.ts';
import { type MergeOrder, mergePull } from '../actions/merge-pull.ts';
import { createPull } from '../actions/pulls.ts';
import { BRANCHES } from '../actions/ref-name.ts';
import { createRef } from '../actions/refs.ts';
import type { Context, Site } from '../site.ts';
import { isPullRequest } from '../world/issues.ts';
import { nodeId } from '../world/node-id.ts';
import type { Repository, Role } from '../world/repositories.ts';
import { existing } from '../world/world.ts';

/** Files by path; null deletes one. */
export type Files = Readonly<Record<string, string | Buffer | null>>;

/** A repository to be made. */
export interface NewRepository {
  readonly private?: boolean;
  readonly description?: string;
  readonly defaultBranch?: string;
  /** The first commit. Without it there is a README; an empty object leaves the repository empty. */
  readonly files?: Files;
  readonly collaborators?: Readonly<Record<string, Role>>;
}

/** A commit to be made on top of a branch. */
export interface NewCommitOrder {
  readonly files: Files;
  readonly message: string;
  /** Login of whoever pushes it; the owner if not given. */
  readonly author?: string;
  /** The default branch if not given; a new one begins at the default branch. */
  readonly branch?: string;
}

/** A change that goes in through a pull request. */
export interface NewMergedPull {
  readonly title: string;
  readonly body?: string;
  readonly files: Files;
  /** Login of its author. */
  readonly by: string;
  /** Login of whoever merges it; the owner if not given. */
  readonly mergedBy?: string;
  readonly labels?: readonly string[];
  readonly method?: MergeOrder['method'];
}

/** Makes a repository with its first commit. */
export async function addRepository(
  site: Site,
  fullName: string,
  order: NewRepository,
): Promise<Repository> {
  const { world } = site;
  const [login = '', name = ''] = fullName.split('/');
  const owner = world.accountNamed(login);
  if (owner === undefined) throw new Error(`there is no account ${login}`);
  if (world.repositoryNamed(login, name) !== undefined) {
    throw new Error(`there is a repository ${fullName} already`);
  }
  const { defaultBranch = 'main', files = { 'README.md': `# ${name}\n` } } = order;
  const id = world.nextId();
  const repository = world.repositories.put({
    id,
    nodeId: nodeId('Repository', id),
    ownerId: owner.id,
    name,
    private: order.private ?? false,
    description: order.description,
    defaultBranch,
    collaborators: rolesOf(site, order.collaborators ?? {}),
    parentId: undefined,
    createdAt: site.now(),
    updatedAt: site.now(),
    pushedAt: site.now(),
  });
  await site.createGit(repository);
  if (Object.keys(files).length > 0) {
    await commit(site, fullName, { files, message: 'Initial commit' });
  }
  return existing(world.repositories, id);
}

/** Gives people roles in a repository, and takes them from everybody else. */
export function setCollaborators(
  site: Site,
  fullName: string,
  roles: Readonly<Record<string, Role>>,
): void {
  const repository = repositoryNamed(site, fullName);
  site.world.repositories.put({ ...repository, collaborators: rolesOf(site, roles) });
}

/** Commits and pushes as a person would, with all that follows from it. Answers the commit. */
export async function commit(
  site: Site,
  fullName: string,
  { files, message, author, branch }: NewCommitOrder,
): Promise<string> {
  const repository = repositoryNamed(site, fullName);
  const context = actingAs(site, author ?? ownerLogin(site, repository));
  const name = branch ?? repository.defaultBranch;
  await ensureBranch(context, repository, name);
  const changes = Object.entries(files).map(([path, content]) => ({
    path,
    content: content === null ? undefined : Buffer.from(content),
  }));
  return commitFiles(context, repository, { branch: name, message, changes, isSigned: false });
}

/** Proposes a change in a pull request and has it merged. Answers its number and the merge commit. */
export async function mergedPull(
  site: Site,
  fullName: string,
  order: NewMergedPull,
): Promise<{ number: number; sha: string }> {
  const { title, body, files, by, labels = [], method = 'merge' } = order;
  const repository = repositoryNamed(site, fullName);
  const branch = `${by}/${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${site.world.nextId()}`;
  await commit(site, fullName, { files, message: title, author: by, branch });
  const author = actingAs(site, by);
  const owner = ownerLogin(site, repository);
  const opened = await createPull(author, repository, {
    title,
    body,
    base: repository.defaultBranch,
    headRepository: repository,
    head: branch,
    draft: false,
    maintainerCanModify: false,
  });
  const labelled = await setLabels(actingAs(site, owner), opened, labels);
  if (!isPullRequest(labelled)) throw new Error('a pull request cannot become an issue');
  const merger = actingAs(site, order.mergedBy ?? owner);
  return { number: opened.number, sha: await mergePull(merger, labelled, { method }) };
}

/** The repository `owner/name` of a set-up, which must be there. */
export function repositoryNamed({ world }: Site, fullName: string): Repository {
  const [owner = '', name = ''] = fullName.split('/');
  const found = world.repositoryNamed(owner, name);
  if (found === undefined) throw new Error(`there is no repository ${fullName}`);
  return found;
}

/** The context of a person who acts without a request. */
export function actingAs(site: Site, login: string): Context {
  const account = site.world.accountNamed(login);
  if (account === undefined) throw new Error(`there is no account ${login}`);
  return { site, identity: { kind: 'user', account }, asOf: undefined };
}

function ownerLogin({ world }: Site, { ownerId }: Repository): string {
  return existing(world.accounts, ownerId).login;
}

function rolesOf({ world }: Site, roles: Readonly<Record<string, Role>>): Map<number, Role> {
  const entries = Object.entries(roles).map(([login, role]): [number, Role] => {
    const account = world.accountNamed(login);
    if (account === undefined) throw new Error(`there is no account ${login}`);
    return [account.id, role];
  });
  return new Map(entries);
}

async function ensureBranch(context: Context, repository: Repository, branch: string) {
  const { refs } = context.site.git(repository);
  const start = refs.get(BRANCHES + repository.defaultBranch);
  if (start === undefined || refs.get(BRANCHES + branch) !== undefined) return;
  await createRef(context, repository, { name: BRANCHES + branch, oid: start });
}
