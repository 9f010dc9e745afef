import { PEOPLE, ROBOT, type Who } from '../cast.ts';
import { makeCommit, moveBranch } from '../deeds/code.ts';
import { mergePull } from '../deeds/merge.ts';
import { commitOnBranch, editPull } from '../deeds/pulls.ts';
import type { Ground } from '../ground.ts';
import { filesAtHead, repositoryIn, tip } from '../state.ts';

/** What people do with pull requests, and with the image list. */
export interface Reviews {
  /** @returns the merge commit; undefined where GitHub refuses it. */
  merge(who: Who, repository: string, number: number): string | undefined;
  /** Closes a pull request without merging it, or opens it again. @returns whether GitHub lets them. */
  setOpen(who: Who, repository: string, number: number, isOpen: boolean): boolean;
  /** Rewrites a file on the branch of a pull request, as somebody with rights there. */
  editBranch(
    pull: { readonly repository: string; readonly number: number },
    path: string,
    change: (text: string) => string,
  ): string;
  /** Rewrites a file on the default branch of any repository, as the reviewer. */
  rewrite(repository: string, path: string, change: (text: string) => string): string;
}

export function reviewsIn(ground: Ground): Reviews {
  return {
    merge: (who, repository, number) => mergePull(ground, { by: PEOPLE[who], repository, number }),

    setOpen(who, repository, number, isOpen) {
      const { pulls, writers } = repositoryIn(ground.state, repository);
      const pull = pulls.get(number);
      if (pull === undefined || pull.merged !== undefined || !writers.includes(who)) return false;
      editPull(ground, { by: PEOPLE[who], repository, number }, { isOpen });
      return true;
    },

    editBranch({ repository, number }, path, change) {
      const pull = repositoryIn(ground.state, repository).pulls.get(number);
      if (pull === undefined) throw new Error(`there is no pull request #${number}`);
      const { from, branch } = pull;
      const head = ground.state.commits.get(tip(repositoryIn(ground.state, from), branch));
      const files = { [path]: change(head?.files.get(path)?.text ?? '') };
      // Not in the robot's name: what it writes is an effect of ours.
      const by = { ...ROBOT, login: 'somebody-with-rights' };
      return commitOnBranch(ground, { by, from, branch }, { files, message: 'Help' });
    },

    rewrite(repository, path, change) {
      const { reviewer: by } = PEOPLE;
      const text = filesAtHead(ground.state, repository).get(path)?.text ?? '';
      const about = repositoryIn(ground.state, repository);
      const branch = about.defaultBranch;
      const parent = tip(about, branch);
      const files = { [path]: change(text) };
      const to = makeCommit(ground, by, { parent, files, message: `Change ${path}` });
      moveBranch(ground, by, { repository, branch, to });
      return to;
    },
  };
}
