import { z } from 'zod';
import type { Repository } from '../../domain/release.ts';
import type { GithubRelease, Releases } from '../../plugin/forge.ts';
import { asking, askingFor } from './failures.ts';
import type { Octokit } from './octokit.ts';

/** Reads and writes GitHub releases; `anonymous` looks as the public does. */
export function githubReleases(
  octokit: Octokit,
  anonymous: Octokit,
  { owner, name: repo }: Repository,
): Releases {
  return {
    async all() {
      const found = await asking('listing releases', 'read', () =>
        octokit.paginate(octokit.rest.repos.listReleases, { owner, repo, per_page: 100 }),
      );
      return found.map((each) => releaseOf(each));
    },

    async publicByTag(tag) {
      const found = await askingFor(`reading the release ${tag}`, () =>
        anonymous.rest.repos.getReleaseByTag({ owner, repo, tag }),
      );
      return found === undefined ? undefined : releaseOf(found.data);
    },

    async draft({ tag, commit, title, body, prerelease }) {
      const { data } = await asking('drafting a release', 'write', () =>
        octokit.rest.repos.createRelease({
          owner,
          repo,
          tag_name: tag,
          target_commitish: commit,
          name: title,
          body,
          draft: true,
          prerelease,
        }),
      );
      return releaseOf(data);
    },

    async publish(id, { latest }) {
      const { data } = await asking('publishing a release', 'write', () =>
        octokit.rest.repos.updateRelease({
          owner,
          repo,
          release_id: id,
          draft: false,
          make_latest: latest ? 'true' : 'false',
        }),
      );
      return releaseOf(data);
    },
  };
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
});

function releaseOf(answer: unknown): GithubRelease {
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
  };
}
