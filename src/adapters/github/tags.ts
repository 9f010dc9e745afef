import type { Repository } from '../../domain/release.ts';
import type { TagName, TagObject, Tags } from '../../plugin/forge.ts';
import { Recent } from '../recent.ts';
import { asking } from './failures.ts';
import { CAN_WAIT, type Octokit } from './octokit.ts';

/** How many tag objects are remembered of one repository. */
const OBJECTS_ROOM = 200;

/** Reads git tags. Tag objects never change and are read once while they are remembered. */
export function githubTags(octokit: Octokit, { owner, name: repo }: Repository): Tags {
  const objects = new Recent<TagObject>(OBJECTS_ROOM);
  return {
    async all({ canWait } = { canWait: false }) {
      const refs = await asking('listing tags', 'read', () =>
        octokit.paginate(octokit.rest.git.listMatchingRefs, {
          owner,
          repo,
          ref: 'tags/',
          per_page: 100,
          ...(canWait ? { request: CAN_WAIT } : {}),
        }),
      );
      // A tag that is pushed meanwhile makes the next page repeat one.
      return [...new Map(refs.map((each) => [each.ref, each])).values()].map(
        ({ ref, object }): TagName => ({
          name: ref.slice('refs/tags/'.length),
          object: object.sha,
          kind: object.type === 'tag' ? 'annotated' : 'lightweight',
        }),
      );
    },

    async object(id) {
      const known = objects.get(id);
      if (known !== undefined) return known;
      const { data } = await asking('reading a tag', 'read', () =>
        octokit.rest.git.getTag({ owner, repo, tag_sha: id }),
      );
      const { payload, signature } = data.verification ?? {};
      const tag: TagObject = {
        name: data.tag,
        target: { kind: data.object.type, id: data.object.sha },
        message: data.message,
        signed: payload && signature ? { payload, signature } : undefined,
      };
      objects.set(id, tag);
      return tag;
    },
  };
}
