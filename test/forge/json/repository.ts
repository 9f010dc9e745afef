import type { Identity } from '../access/identity.ts';
import { isAtLeast, roleOf } from '../access/rights.ts';
import type { Json, Site } from '../site.ts';
import type { Account } from '../world/accounts.ts';
import type { Repository } from '../world/repositories.ts';
import { iso } from '../world/time.ts';
import { existing } from '../world/world.ts';
import { accountJson } from './account.ts';

// What a repository's object links to: the field, and what follows its own address.
const LINKS = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
} as const;

// What every repository of the forge has in common: nobody can set it here.
const SETTINGS = {
  has_issues: true,
  has_projects: false,
  has_wiki: false,
  has_pages: false,
  has_downloads: true,
  has_discussions: false,
  homepage: null,
  language: null,
  license: null,
  archived: false,
  disabled: false,
  mirror_url: null,
  is_template: false,
  allow_forking: true,
  web_commit_signoff_required: false,
  topics: [],
  size: 0,
  stargazers_count: 0,
  watchers_count: 0,
  watchers: 0,
} as const;

/** The account a repository belongs to. */
export function ownerOf(site: Site, repository: Repository): Account {
  return existing(site.world.accounts, repository.ownerId);
}

/** `owner/name`. */
export function fullName(site: Site, repository: Repository): string {
  return `${ownerOf(site, repository).login}/${repository.name}`;
}

/** The address of a repository in the REST API. */
export function repositoryUrl(site: Site, repository: Repository): string {
  return `${site.url}/repos/${fullName(site, repository)}`;
}

/** Where people look at a repository. */
export function repositoryPage(site: Site, repository: Repository): string {
  return `${site.webUrl}/${fullName(site, repository)}`;
}

/** A repository as it stands inside other things and in lists. */
export function repositoryJson(site: Site, repository: Repository): Json {
  const { id, nodeId, name, description, createdAt, updatedAt, pushedAt } = repository;
  const url = repositoryUrl(site, repository);
  const page = repositoryPage(site, repository);
  const forks = site.world.repositories.all().filter(({ parentId }) => parentId === id).length;
  const open = site.world.issues.in(id).filter(({ state }) => state === 'open').length;
  return {
    id,
    node_id: nodeId,
    name,
    full_name: fullName(site, repository),
    private: repository.private,
    visibility: repository.private ? 'private' : 'public',
    owner: accountJson(site, ownerOf(site, repository)),
    html_url: page,
    description: description ?? null,
    fork: repository.parentId !== undefined,
    url,
    ...Object.fromEntries(Object.entries(LINKS).map(([field, rest]) => [field, url + rest])),
    git_url: `git:${page.replace(/^https?:/, '')}.git`,
    ssh_url: `git@forge:${fullName(site, repository)}.git`,
    clone_url: `${site.url}/${fullName(site, repository)}.git`,
    svn_url: page,
    ...SETTINGS,
    default_branch: repository.defaultBranch,
    forks,
    forks_count: forks,
    open_issues: open,
    open_issues_count: open,
    created_at: iso(createdAt),
    updated_at: iso(updatedAt),
    pushed_at: iso(pushedAt),
  };
}

/** A repository by itself, with its parents and what the one who asks may do in it. */
export function fullRepositoryJson(site: Site, repository: Repository, asker: Identity): Json {
  const { parentId, ownerId } = repository;
  const owner = existing(site.world.accounts, ownerId);
  const parent = parentId === undefined ? undefined : site.world.repositories.get(parentId);
  return {
    ...repositoryJson(site, repository),
    ...permissionsJson(repository, asker),
    ...(owner.type === 'Organization' ? { organization: accountJson(site, owner) } : {}),
    ...(parent === undefined
      ? {}
      : {
          parent: repositoryJson(site, parent),
          source: repositoryJson(site, sourceOf(site, parent)),
        }),
    temp_clone_token: null,
    allow_squash_merge: true,
    allow_merge_commit: true,
    allow_rebase_merge: true,
    allow_auto_merge: false,
    delete_branch_on_merge: false,
    network_count: 0,
    subscribers_count: 0,
  };
}

/** The repository at the root of a fork network. */
export function sourceOf(site: Site, repository: Repository): Repository {
  const { parentId } = repository;
  const parent = parentId === undefined ? undefined : site.world.repositories.get(parentId);
  return parent === undefined ? repository : sourceOf(site, parent);
}

function permissionsJson(repository: Repository, asker: Identity): Json {
  if (asker.kind !== 'user') return {};
  const role = roleOf(repository, asker.account);
  return {
    permissions: {
      admin: isAtLeast(role, 'admin'),
      maintain: isAtLeast(role, 'maintain'),
      push: isAtLeast(role, 'write'),
      triage: isAtLeast(role, 'triage'),
      pull: isAtLeast(role, 'read'),
    },
  };
}
