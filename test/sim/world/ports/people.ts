import { foldLogin, isLogin } from '../../../../src/domain/login.ts';
import type { People, Tags } from '../../../../src/plugin/forge.ts';
import { missing } from '../refusal.ts';
import { seen, type View } from './view.ts';

/** Who people are, and what they may do, as it is seen. The repository is public: everybody may read. */
export function peopleOf(view: View): People {
  const accounts = () => view.sight().accounts;
  return {
    async byLogin(logins) {
      const wanted = new Set(logins.filter(isLogin).map(foldLogin));
      return [...wanted].flatMap((folded) => {
        const found = accounts().get(folded);
        return found === undefined ? [] : [{ id: found.id, login: found.login }];
      });
    },

    async role(login) {
      const found = accounts().get(foldLogin(login));
      if (found === undefined) return 'none';
      return seen(view).writers.includes(found.login) ? 'write' : 'read';
    },

    async signingKeys(login) {
      const found = accounts().get(foldLogin(login));
      if (found === undefined) throw missing(`the keys of ${login}`);
      return { openpgp: found.keys };
    },
  };
}

/** Tags, as they are seen. */
export function tagsOf(view: View): Tags {
  return {
    async all() {
      return seen(view)
        .tags.values()
        .toArray()
        .toSorted((one, other) => (one.name < other.name ? -1 : 1));
    },

    async object(id) {
      const found = view.sight().tagObjects.get(id);
      if (found === undefined) throw missing(`the tag object ${id}`);
      return found;
    },
  };
}
