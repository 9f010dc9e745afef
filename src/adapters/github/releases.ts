import { z } from 'zod';
import type { Repository } from '../../domain/release.ts';
import type { GithubRelease, ReleaseDraft, Releases } from '../../plugin/forge.ts';
import { asking, askingFor } from './failures.ts';
import type { Octokit } from './octokit.ts';
import { everyPage } from './paging.ts';

/** Who asks, and who `self` is. */
export interface ReleaseDoors {
  readonly octokit: Octokit;
  /** Looks as the public does. */
  readonly anonymous: Octokit;
  /** The login under which the App writes. */
  readonly self: () => Promise<string>;
}

/** Reads and writes the GitHub releases of a repository. */
export function githubReleases(
  { octokit, anonymous, self }: ReleaseDoors,
  { owner, name: repo }: Repository,
): Releases {
  const outsider = outsiderOf({ octokit, anonymous }, { owner, repo });
  return {
    async all() {
      const found = await asking('listing releases', 'read', () =>
        everyPage(
          (page) => octokit.rest.repos.listReleases({ owner, repo, per_page: 100, page }),
          ({ id }) => id,
        ),
      );
      const login = await self();
      return found.map((each) => releaseOf(each, login));
    },

    async publicByTag(tag) {
      const { rest } = await outsider();
      const found = await askingFor(`reading the release ${tag}`, () =>
        rest.repos.getReleaseByTag({ owner, repo, tag }),
      );
      return found === undefined ? undefined : releaseOf(found.data, await self());
    },

    async publicCommit(tag) {
      const { rest } = await outsider();
      const ref = `tags/${tag}`;
      const ask = () => rest.repos.getCommit({ owner, repo, ref, per_page: 1 });
      return (await askingFor(`reading the tag ${tag}`, ask, [404, 422]))?.data.sha;
    },

    async draft(draft) {
      const { data } = await asking('drafting a release', 'write', () =>
        octokit.rest.repos.createRelease({ owner, repo, draft: true, ...fieldsOf(draft) }),
      );
      return releaseOf(data, await self());
    },

    async redraft(id, draft) {
      const { data } = await asking('drafting a release anew', 'write', () =>
        octokit.rest.repos.updateRelease({ owner, repo, release_id: id, ...fieldsOf(draft) }),
      );
      return releaseOf(data, await self());
    },

    async publish(id, { commit, latest }) {
      const fields = { target_commitish: commit, make_latest: latest ? 'true' : 'false' } as const;
      const { data } = await asking('publishing a release', 'write', () =>
        octokit.rest.repos.updateRelease({ owner, repo, release_id: id, draft: false, ...fields }),
      );
      return releaseOf(data, await self());
    },
  };
}

type Place = Readonly<{ owner: string; repo: string }>;

/** Whoever sees what the public sees. Where the public sees nothing, members are the public. */
function outsiderOf(
  { octokit, anonymous }: Pick<ReleaseDoors, 'octokit' | 'anonymous'>,
  place: Place,
): () => Promise<Octokit> {
  let outsider: Octokit | undefined;
  return async () => {
    if (outsider !== undefined) return outsider;
    const { data } = await asking('reading the repository', 'read', () =>
      octokit.rest.repos.get(place),
    );
    outsider = data.private ? octokit : anonymous;
    return outsider;
  };
}

function fieldsOf({ tag, commit, title, body, prerelease }: ReleaseDraft) {
  return { tag_name: tag, target_commitish: commit, name: title, body, prerelease };
}

const RELEASE = z.object({
  id: z.int(),
  tag_name: z.string(),
  name: z.string().nullable(),
  body: z.string().nullish(),
  draft: z.boolean(),
  prerelease: z.boolean(),
  html_url: z.string(),
  target_commitish: z.string(),
  author: z.object({ login: z.string() }).nullish(),
});

function releaseOf(answer: unknown, self: string): GithubRelease {
  const release = RELEASE.parse(answer);
  return {
    id: release.id,
    tag: release.tag_name,
    title: release.name ?? release.tag_name,
    body: release.body ?? '',
    isDraft: release.draft,
    isPrerelease: release.prerelease,
    address: release.html_url,
    target: release.target_commitish,
    isOurs: release.author?.login === self,
  };
}
