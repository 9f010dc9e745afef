import { sha256 } from '../../../../src/adapters/hash.ts';
import type { Ground } from '../ground.ts';
import {
  type Account,
  type Commit,
  type FileState,
  put,
  type RepositoryState,
  repositoryIn,
  type WorldState,
} from '../state.ts';

export interface CommitOrder {
  readonly parent: string;
  readonly files: Readonly<Record<string, string>>;
  readonly message: string;
  /** The tip of a branch that is merged. */
  readonly merged?: string;
  readonly pull?: Commit['pull'];
}

/** Makes a commit that no branch has yet. */
export function makeCommit(ground: Ground, by: Account, order: CommitOrder): string {
  const parent = ground.state.commits.get(order.parent);
  const commit = commitOf(parent, { ...order, by: by.login, moment: ground.now });
  ground.change((state) => ({ ...state, commits: put(state.commits, commit.id, commit) }));
  return commit.id;
}

/** A commit with these files changed; its id follows from all that it says. */
export function commitOf(
  parent: Commit | undefined,
  { by, moment, ...order }: Omit<CommitOrder, 'parent'> & { by: string; moment: number },
): Commit {
  const files = new Map(parent?.files);
  for (const [path, text] of Object.entries(order.files)) files.set(path, fileOf(text));
  const parents = [parent?.id, order.merged].flatMap((id) => id ?? []);
  const told = JSON.stringify([parents, by, moment, order.message, order.files]);
  return { id: gitId(told), parents, files, pull: order.pull };
}

/** A text under its own id: equal texts have equal ids. */
export function fileOf(text: string): FileState {
  return { blob: gitId(`blob ${text}`), text };
}

/** An id in the form of git's; the same text always has the same one. */
export function gitId(text: string): string {
  return sha256(text).slice(0, 40);
}

export interface BranchMove {
  readonly repository: string;
  readonly branch: string;
  readonly to: string;
}

/** Makes a branch, or moves it forward. */
export function moveBranch(ground: Ground, by: Account, { repository, branch, to }: BranchMove) {
  const before = repositoryIn(ground.state, repository).branches.get(branch);
  ground.edit(repository, ({ branches }) => ({ branches: put(branches, branch, to) }));
  tellPush(ground, { by, repository, ref: `refs/heads/${branch}`, before, after: to });
}

export interface Push {
  readonly by: Account;
  readonly repository: string;
  readonly ref: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly forced?: boolean;
}

const NONE = '0'.repeat(40);

/** A push, and where a ref came or went, that too. */
export function tellPush(ground: Ground, push: Push): void {
  const { by, repository, ref, before, after, forced = false } = push;
  const payload = {
    ref,
    before: before ?? NONE,
    after: after ?? NONE,
    created: before === undefined,
    deleted: after === undefined,
    forced,
    commits: [],
  };
  ground.tell(repository, by, { event: 'push', payload });
  if (before !== undefined && after !== undefined) return;
  const [, kind, ...name] = ref.split('/');
  ground.tell(repository, by, {
    event: before === undefined ? 'create' : 'delete',
    payload: { ref: name.join('/'), ref_type: kind === 'tags' ? 'tag' : 'branch' },
  });
}

/** The commit behind a branch, tag or (short) commit id; undefined where there is none. */
export function commitBehind(
  state: WorldState,
  repository: RepositoryState,
  ref: string,
): string | undefined {
  const branch = repository.branches.get(ref);
  if (branch !== undefined) return branch;
  const tag = taggedCommit(state, repository, ref);
  if (tag !== undefined) return tag;
  if (!/^[0-9a-f]{7,40}$/.test(ref)) return undefined;
  return [...state.commits.keys()].find((id) => id.startsWith(ref));
}

/** The commit that a tag stands for. */
export function taggedCommit(
  { tagObjects }: WorldState,
  { tags }: RepositoryState,
  name: string,
): string | undefined {
  const tag = tags.get(name);
  return tag?.kind === 'annotated' ? tagObjects.get(tag.object)?.target.id : tag?.object;
}

/** Every commit that leads up to one, itself first, the nearest before those behind them. */
export function historyOf({ commits }: WorldState, id: string | undefined): readonly Commit[] {
  const found = new Map<string, Commit>();
  const next = id === undefined ? [] : [id];
  for (const each of next) {
    const commit = commits.get(each);
    if (commit === undefined || found.has(each)) continue;
    found.set(each, commit);
    next.push(...commit.parents);
  }
  return [...found.values()];
}
