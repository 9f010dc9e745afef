import { RingmasterError } from '../../../../src/domain/errors.ts';
import type { Change } from '../../../../src/domain/release.ts';
import type { Code } from '../../../../src/plugin/forge.ts';
import { commitBehind, historyOf } from '../deeds/code.ts';
import { tip } from '../state.ts';
import { seen, type View } from './view.ts';

const LARGEST_FILE = 1024 * 1024;

/** What is committed, as it is seen. */
export function codeOf(view: View): Code {
  const { sight, name } = view;
  return {
    async head() {
      const repository = seen(view);
      const { defaultBranch: branch } = repository;
      return { branch, commit: tip(repository, branch) };
    },

    async commit(ref) {
      return commitBehind(sight(), seen(view), ref);
    },

    async file(commit, path) {
      const found = sight().commits.get(commit)?.files.get(path);
      if (Buffer.byteLength(found?.text ?? '') > LARGEST_FILE)
        throw new RingmasterError('outside-garbled', `${path} is no text file of at most 1 MiB`);
      return found;
    },

    async changes(since, commit) {
      const state = sight();
      if (!state.commits.has(commit))
        throw new RingmasterError('outside-unreachable', `${commit} cannot be seen just now`);
      const known = new Set(historyOf(state, since).map(({ id }) => id));
      const commits = historyOf(state, commit).filter(({ id }) => !known.has(id));
      const changes = commits.flatMap(({ pull }): Change[] => {
        const found = pull?.repository === name ? seen(view).pulls.get(pull.number) : undefined;
        if (found === undefined) return [];
        return [{ number: found.number, title: found.title, author: found.author.login }];
      });
      return {
        commits: commits.length,
        changes: changes.toSorted((one, other) => other.number - one.number),
      };
    },
  };
}
