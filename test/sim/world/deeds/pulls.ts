import type { EffectWord, Ground } from '../ground.ts';
import { accountJson } from '../hooks.ts';
import { checkBody, checkTitle, missing, refused } from '../refusal.ts';
import { type Account, type PullState, put, repositoryIn, tip } from '../state.ts';
import { githubTime } from '../time.ts';
import { historyOf, makeCommit, moveBranch } from './code.ts';

export interface PullOrder {
  /** `owner/name` that the branch is in. */
  readonly from: string;
  readonly branch: string;
  readonly title: string;
  readonly body: string;
}

interface At {
  readonly by: Account;
  readonly repository: string;
}

/** Opens a pull request for the default branch; there is at most one from a branch at a time. */
export function openPull(
  ground: Ground,
  { by, repository }: At,
  { from, branch, title, body }: PullOrder,
): number {
  checkTitle(title);
  checkBody(body);
  const { state, now } = ground;
  const base = repositoryIn(state, repository);
  const head = repositoryIn(state, from).branches.get(branch);
  if (head === undefined) throw refused(`head ${branch} is invalid`);
  const known = new Set(historyOf(state, tip(base, base.defaultBranch)).map(({ id }) => id));
  if (known.has(head)) throw refused(`no commits between ${base.defaultBranch} and ${branch}`);
  const isTaken = (pull: PullState) => pull.isOpen && pull.from === from && pull.branch === branch;
  if (base.pulls.values().some(isTaken))
    throw refused(`a pull request already exists for ${from}:${branch}`);
  const number = base.nextNumber;
  const pull = { number, author: by, title, body, isOpen: true, from, branch, isDraft: false };
  ground.edit(repository, ({ pulls }) => ({
    nextNumber: number + 1,
    pulls: put(pulls, number, { ...pull, merged: undefined, createdAt: now, updatedAt: now }),
  }));
  ground.record(by, 'pull-opened', { target: `${repository}#${number}`, value: body });
  tellPull(ground, { by, repository, number }, 'opened');
  return number;
}

export interface PullEdit {
  readonly title?: string;
  readonly body?: string;
  readonly isDraft?: boolean;
  readonly isOpen?: boolean;
  readonly merged?: NonNullable<PullState['merged']>;
}

/** Changes a pull request, or nothing where it is so already. */
export function editPull(
  ground: Ground,
  at: At & { readonly number: number },
  edit: PullEdit,
): void {
  const { by, repository, number } = at;
  const before = repositoryIn(ground.state, repository).pulls.get(number);
  if (before === undefined) throw missing(`#${number}`);
  if (edit.body !== undefined) checkBody(edit.body);
  const after = { ...before, ...edit };
  const action = actionOf(before, after);
  if (action === undefined) return;
  ground.edit(repository, ({ pulls }) => ({
    pulls: put(pulls, number, { ...after, updatedAt: ground.now }),
  }));
  const word = WORDS[action];
  const value = word === 'pull-edited' ? after.body : '';
  if (word !== undefined) ground.record(by, word, { target: `${repository}#${number}`, value });
  tellPull(ground, at, action);
}

const WORDS: Readonly<Record<string, EffectWord>> = {
  edited: 'pull-edited',
  converted_to_draft: 'pull-held',
  ready_for_review: 'pull-resumed',
};

function actionOf(before: PullState, after: PullState): string | undefined {
  if (before.isOpen !== after.isOpen) return after.isOpen ? 'reopened' : 'closed';
  if (before.isDraft !== after.isDraft)
    return after.isDraft ? 'converted_to_draft' : 'ready_for_review';
  return before.title === after.title && before.body === after.body ? undefined : 'edited';
}

export interface BranchChange {
  readonly by: Account;
  /** `owner/name` that the branch is in. */
  readonly from: string;
  readonly branch: string;
}

/** Commits files on a branch, and tells of the pull requests that it belongs to. */
export function commitOnBranch(
  ground: Ground,
  { by, from, branch }: BranchChange,
  {
    files,
    message,
  }: { readonly files: Readonly<Record<string, string>>; readonly message: string },
): string {
  const parent = tip(repositoryIn(ground.state, from), branch);
  const to = makeCommit(ground, by, { parent, files, message });
  moveBranch(ground, by, { repository: from, branch, to });
  const value = Object.values(files).join('\n');
  ground.record(by, 'commit', { target: `${from}@${branch}`, value });
  for (const [repository, { pulls }] of ground.state.repositories)
    for (const pull of pulls.values())
      if (pull.isOpen && pull.from === from && pull.branch === branch)
        tellPull(ground, { by, repository, number: pull.number }, 'synchronize');
  return to;
}

function tellPull(
  ground: Ground,
  { by, repository, number }: At & { readonly number: number },
  action: string,
): void {
  const pull = repositoryIn(ground.state, repository).pulls.get(number);
  if (pull === undefined) throw missing(`#${number}`);
  const { author, title, body, from, branch, isOpen, isDraft, merged } = pull;
  ground.tell(repository, by, {
    event: 'pull_request',
    payload: {
      action,
      number,
      pull_request: {
        number,
        title,
        body,
        user: accountJson(author),
        state: isOpen ? 'open' : 'closed',
        draft: isDraft,
        merged: merged !== undefined,
        merge_commit_sha: merged?.commit ?? null,
        head: {
          ref: branch,
          sha: repositoryIn(ground.state, from).branches.get(branch) ?? null,
          repo: { full_name: from },
        },
        created_at: githubTime(pull.createdAt),
        updated_at: githubTime(pull.updatedAt),
      },
    },
  });
}
