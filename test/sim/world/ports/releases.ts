import type { GithubRelease, Releases } from '../../../../src/plugin/forge.ts';
import { APP } from '../cast.ts';
import { taggedCommit } from '../deeds/code.ts';
import { draftRelease, publishRelease, redraftRelease } from '../deeds/releases.ts';
import type { ReleaseState } from '../state.ts';
import { seen, type View } from './view.ts';

/** GitHub releases: read as they are seen, written as they are. */
export function releasesOf(view: View): Releases {
  const { ground, name: repository, sight } = view;
  const at = { by: APP, repository };
  const all = () => seen(view).releases.values().toArray();
  return {
    async all() {
      return all().toReversed().map(releaseOf);
    },

    async publicByTag(tag) {
      const found = all().find((each) => each.tag === tag && !each.isDraft);
      return found === undefined ? undefined : releaseOf(found);
    },

    async publicCommit(tag) {
      return taggedCommit(sight(), seen(view), tag);
    },

    async draft(draft) {
      return releaseOf(draftRelease(ground, at, draft));
    },

    async redraft(id, draft) {
      return releaseOf(redraftRelease(ground, { ...at, id }, draft));
    },

    async publish(id, { commit }) {
      return releaseOf(publishRelease(ground, { ...at, id }, commit));
    },
  };
}

function releaseOf({ author, ...release }: ReleaseState): GithubRelease {
  return { ...release, isOurs: author.id === APP.id };
}
