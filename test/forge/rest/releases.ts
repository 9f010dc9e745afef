import { z } from 'zod';
import { notFound } from '../access/refusal.ts';
import {
  createRelease,
  deleteRelease,
  editRelease,
  latestRelease,
  type ReleaseOrder,
  visibleReleases,
} from '../actions/releases.ts';
import { paged } from '../http/paging.ts';
import {
  created,
  DONE,
  numberParam,
  ok,
  param,
  type RepositoryCall,
  type Route,
  readBody,
  repositoryRoute,
} from '../http/route.ts';
import { releaseJson } from '../json/release.ts';
import type { Release } from '../world/repositories.ts';

const RELEASE = z.object({
  tag_name: z.string().optional(),
  target_commitish: z.string().optional(),
  name: z.string().nullish(),
  body: z.string().nullish(),
  draft: z.boolean().optional(),
  prerelease: z.boolean().optional(),
  make_latest: z.enum(['true', 'false', 'legacy']).optional(),
});
const NEW_RELEASE = RELEASE.extend({ tag_name: z.string() });

const READS = { reads: ['contents'] };

/** GitHub releases. */
export const releaseRoutes: readonly Route[] = [
  repositoryRoute(
    'GET /repos/{owner}/{repo}/releases',
    (call) =>
      paged(call, visibleReleases(call, call.repository), (release) =>
        releaseJson(call.site, release),
      ),
    READS,
  ),

  repositoryRoute(
    'POST /repos/{owner}/{repo}/releases',
    async (call) => {
      const { tag_name: tag, ...rest } = readBody(call, NEW_RELEASE);
      const order = { ...orderFrom(rest), tag };
      return created(releaseJson(call.site, await createRelease(call, call.repository, order)));
    },
    { creates: true },
  ),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/releases/latest',
    (call) => ok(releaseJson(call.site, found(latestRelease(call, call.repository)))),
    READS,
  ),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/releases/tags/{tag}',
    (call) => {
      const tag = param(call, 'tag');
      // A draft has no tag yet, so it is not found by one.
      const published = visibleReleases(call, call.repository).filter(({ draft }) => !draft);
      return ok(releaseJson(call.site, found(published.find((release) => release.tag === tag))));
    },
    READS,
  ),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/releases/{release_id}',
    (call) => ok(releaseJson(call.site, theRelease(call))),
    READS,
  ),

  repositoryRoute('PATCH /repos/{owner}/{repo}/releases/{release_id}', async (call) => {
    const order = orderFrom(readBody(call, RELEASE));
    return ok(releaseJson(call.site, await editRelease(call, theRelease(call), order)));
  }),

  repositoryRoute('DELETE /repos/{owner}/{repo}/releases/{release_id}', (call) => {
    deleteRelease(call, theRelease(call));
    return DONE;
  }),
];

function theRelease(call: RepositoryCall): Release {
  const id = numberParam(call, 'release_id');
  return found(visibleReleases(call, call.repository).find((release) => release.id === id));
}

function found(release: Release | undefined): Release {
  if (release === undefined) throw notFound();
  return release;
}

function orderFrom(input: z.infer<typeof RELEASE>): ReleaseOrder {
  return {
    tag: input.tag_name,
    target: input.target_commitish,
    name: input.name ?? undefined,
    body: input.body ?? undefined,
    draft: input.draft,
    prerelease: input.prerelease,
    makeLatest: input.make_latest,
  };
}
