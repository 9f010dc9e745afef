import { latestRelease } from '../actions/releases.ts';
import { repositoryPage } from '../json/repository.ts';
import type { Release } from '../world/repositories.ts';
import { iso, isoOrNull } from '../world/time.ts';
import { existing } from '../world/world.ts';
import { actorNodeOrNull } from './actor-node.ts';
import type { GraphContext, Node } from './node.ts';
import { refNode } from './ref-node.ts';

/** A GitHub release. */
export function releaseNode(context: GraphContext, release: Release): Node {
  const { site } = context;
  const repository = existing(site.world.repositories, release.repositoryId);
  return {
    __typename: 'Release',
    id: release.nodeId,
    databaseId: release.id,
    tagName: release.tag,
    name: release.name ?? null,
    description: release.body ?? null,
    isDraft: release.draft,
    isPrerelease: release.prerelease,
    isLatest: latestRelease(context, repository)?.id === release.id,
    createdAt: iso(release.createdAt),
    updatedAt: iso(release.updatedAt),
    publishedAt: isoOrNull(release.publishedAt),
    url: `${repositoryPage(site, repository)}/releases/tag/${release.tag}`,
    author: () => actorNodeOrNull(context, release.authorId),
    tag: () => refNode({ context, repository }, `refs/tags/${release.tag}`),
  };
}
