import type { Json, Site } from '../site.ts';
import type { Release } from '../world/repositories.ts';
import { iso, isoOrNull } from '../world/time.ts';
import { existing } from '../world/world.ts';
import { accountJson } from './account.ts';
import { repositoryPage, repositoryUrl } from './repository.ts';

/** A GitHub release. A draft's page is named after no tag, since it has none yet. */
export function releaseJson(site: Site, release: Release): Json {
  const { id, nodeId, tag, target, name, body, draft, prerelease } = release;
  const repository = existing(site.world.repositories, release.repositoryId);
  const url = `${repositoryUrl(site, repository)}/releases/${id}`;
  const archive = (kind: string) => `${repositoryUrl(site, repository)}/${kind}/${tag}`;
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    html_url: `${repositoryPage(site, repository)}/releases/tag/${draft ? `untagged-${id}` : tag}`,
    id,
    author: accountJson(site, existing(site.world.accounts, release.authorId)),
    node_id: nodeId,
    tag_name: tag,
    target_commitish: target,
    name: name ?? null,
    draft,
    immutable: false,
    prerelease,
    created_at: iso(release.createdAt),
    updated_at: iso(release.updatedAt),
    published_at: isoOrNull(release.publishedAt),
    assets: [],
    tarball_url: draft ? null : archive('tarball'),
    zipball_url: draft ? null : archive('zipball'),
    body: body ?? null,
  };
}
