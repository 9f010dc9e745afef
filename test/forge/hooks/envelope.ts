import { accountJson } from '../json/account.ts';
import { ownerOf, repositoryJson, sourceOf } from '../json/repository.ts';
import type { Happening, Json, Site } from '../site.ts';
import type { Repository } from '../world/repositories.ts';

/** An event's payload with what every payload carries: repository, organization, sender. */
export function envelope(site: Site, happening: Happening): Json {
  const { event, repository, sender, payload } = happening;
  const owner = ownerOf(site, repository);
  return {
    ...payload,
    repository:
      event === 'push' ? pushedRepositoryJson(site, repository) : repositoryJson(site, repository),
    ...(owner.type === 'Organization' ? { organization: organizationJson(site, repository) } : {}),
    sender: accountJson(site, sender),
  };
}

/** In a push, and nowhere else, GitHub writes two dates as seconds and the owner with name and email. */
function pushedRepositoryJson(site: Site, repository: Repository): Json {
  const owner = ownerOf(site, repository);
  return {
    ...repositoryJson(site, repository),
    owner: { name: owner.login, email: owner.email ?? null, ...accountJson(site, owner) },
    created_at: Math.floor(repository.createdAt / 1000),
    pushed_at: Math.floor(repository.pushedAt / 1000),
    stargazers: 0,
    master_branch: sourceOf(site, repository).defaultBranch,
  };
}

function organizationJson(site: Site, repository: Repository): Json {
  const { login, id, nodeId } = ownerOf(site, repository);
  const url = `${site.url}/orgs/${login}`;
  return {
    login,
    id,
    node_id: nodeId,
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${site.webUrl}/avatars/${id}`,
    description: null,
  };
}
