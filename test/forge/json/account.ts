import type { Json, Site } from '../site.ts';
import type { Account } from '../world/accounts.ts';
import { iso } from '../world/time.ts';

/** An account as it stands inside other things. */
export function accountJson(site: Site, account: Account): Json {
  const { id, nodeId, login, type } = account;
  const url = `${site.url}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: nodeId,
    avatar_url: `${site.webUrl}/avatars/${id}`,
    gravatar_id: '',
    url,
    html_url: accountPage(site, account),
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    user_view_type: 'public',
    site_admin: false,
  };
}

/** Where people look at an account. Robots live under `/apps`. */
export function accountPage(site: Site, { login, type }: Account): string {
  return type === 'Bot'
    ? `${site.webUrl}/apps/${login.replace(/\[bot\]$/, '')}`
    : `${site.webUrl}/${login}`;
}

/** An account by itself, with what its owner has told about it. */
export function profileJson(site: Site, account: Account): Json {
  return {
    ...accountJson(site, account),
    name: account.name ?? null,
    company: null,
    blog: '',
    location: null,
    email: account.email ?? null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: iso(account.createdAt),
    updated_at: iso(account.createdAt),
  };
}

/** An account as its owner sees it. */
export function ownProfileJson(site: Site, account: Account): Json {
  return {
    ...profileJson(site, account),
    private_gists: 0,
    total_private_repos: 0,
    owned_private_repos: 0,
    disk_usage: 0,
    collaborators: 0,
    two_factor_authentication: true,
  };
}
