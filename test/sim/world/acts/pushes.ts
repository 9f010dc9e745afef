import { PEOPLE, type Who } from '../cast.ts';
import { makeCommit, moveBranch } from '../deeds/code.ts';
import { publishRelease } from '../deeds/releases.ts';
import { deleteTag, pushTags, type TagOrder } from '../deeds/tags.ts';
import type { Ground } from '../ground.ts';
import { put, repositoryIn, tip } from '../state.ts';

export interface TagWish {
  readonly message?: string;
  /** Default: where the default branch is. */
  readonly commit?: string;
  /** Default: signed by whoever pushes it. */
  readonly kind?: 'signed' | 'annotated' | 'lightweight';
}

/** What people push to the project. Whoever may not write there changes nothing. */
export interface Pushes {
  /** Commits files on the default branch. @returns the commit; undefined where they may not. */
  commit(who: Who, files: Readonly<Record<string, string>>, message?: string): string | undefined;
  /** Merges a change by a pull request of somebody's. @returns its number. */
  mergedPull(who: Who, title: string, files: Readonly<Record<string, string>>): number;
  editOwners(who: Who, approvers: readonly string[]): string | undefined;
  /** In one push, over whatever has these names; GitHub tells nothing of more than three. */
  pushTags(who: Who, names: readonly string[], wish?: TagWish): boolean;
  pushTag(who: Who, name: string, wish?: TagWish): boolean;
  /** Lets a tag stand for another commit. */
  moveTag(who: Who, name: string, commit: string): boolean;
  deleteTag(who: Who, name: string): boolean;
  /** Publishes the draft of a GitHub release by hand. */
  publishDraft(who: Who, tag: string): boolean;
}

export function pushesIn(ground: Ground, repository: string): Pushes {
  const project = () => repositoryIn(ground.state, repository);
  const mayWrite = (who: Who) => project().writers.includes(who);
  const head = () => tip(project(), project().defaultBranch);
  const as = (who: Who) => ({ by: PEOPLE[who], repository });
  const commit: Pushes['commit'] = (
    who,
    files,
    message = `Change ${Object.keys(files).join()}`,
  ) => {
    if (!mayWrite(who)) return undefined;
    const to = makeCommit(ground, PEOPLE[who], { parent: head(), files, message });
    moveBranch(ground, PEOPLE[who], { repository, branch: project().defaultBranch, to });
    return to;
  };
  const push: Pushes['pushTags'] = (who, names, wish = {}) => {
    if (!mayWrite(who)) return false;
    pushTags(
      ground,
      as(who),
      names.map((name) => orderFor(name, wish, head())),
    );
    return true;
  };
  return {
    commit,
    mergedPull: (who, title, files) => mergedPull(ground, as(who), { title, files }),
    editOwners: (who, approvers) => commit(who, { OWNERS: ownersFile(approvers) }),
    pushTags: push,
    pushTag: (who, name, wish) => push(who, [name], wish),
    moveTag: (who, name, to) => push(who, [name], { commit: to, message: 'Moved' }),
    deleteTag(who, name) {
      if (!mayWrite(who)) return false;
      deleteTag(ground, as(who), name);
      return true;
    },
    publishDraft(who, tag) {
      const releases = project().releases.values();
      const draft = releases.find((each) => each.isDraft && each.tag === tag);
      if (draft === undefined || !mayWrite(who)) return false;
      publishRelease(ground, { ...as(who), id: draft.id }, undefined);
      return true;
    },
  };
}

/** An OWNERS file as Kubernetes projects have it. */
export function ownersFile(approvers: readonly string[]): string {
  return `approvers:\n${approvers.map((login) => `- ${login}\n`).join('')}`;
}

function orderFor(name: string, wish: TagWish, head: string): TagOrder {
  const { message = name, commit = head, kind = 'signed' } = wish;
  return kind === 'lightweight'
    ? { name, commit }
    : { name, commit, message, isSigned: kind === 'signed' };
}

function mergedPull(
  ground: Ground,
  { by, repository }: { readonly by: (typeof PEOPLE)[Who]; readonly repository: string },
  { title, files }: { readonly title: string; readonly files: Readonly<Record<string, string>> },
): number {
  const { nextNumber: number, defaultBranch } = repositoryIn(ground.state, repository);
  const parent = tip(repositoryIn(ground.state, repository), defaultBranch);
  const pull = { repository, number };
  const to = makeCommit(ground, by, { parent, files, message: title, pull });
  const moments = { createdAt: ground.now, updatedAt: ground.now };
  const thread = { number, author: by, title, body: '', isOpen: false, ...moments };
  const branch = { from: repository, branch: `change-${number}`, isDraft: false };
  ground.edit(repository, ({ pulls }) => ({
    nextNumber: number + 1,
    pulls: put(pulls, number, { ...thread, ...branch, merged: { by: by.login, commit: to } }),
  }));
  moveBranch(ground, by, { repository, branch: defaultBranch, to });
  return number;
}
