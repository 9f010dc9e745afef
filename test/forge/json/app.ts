import type { Json, Site } from '../site.ts';
import type { App, Installation, Permissions } from '../world/accounts.ts';
import { iso } from '../world/time.ts';
import { existing } from '../world/world.ts';
import { accountJson, accountPage } from './account.ts';

/** An App as everybody sees it. */
export function appJson(site: Site, app: App): Json {
  return {
    id: app.id,
    client_id: app.clientId,
    slug: app.slug,
    node_id: app.nodeId,
    owner: accountJson(site, existing(site.world.accounts, app.ownerId)),
    name: app.name,
    description: '',
    external_url: accountPage(site, existing(site.world.accounts, app.botId)),
    html_url: `${site.webUrl}/apps/${app.slug}`,
    created_at: iso(app.createdAt),
    updated_at: iso(app.createdAt),
    permissions: app.permissions,
    events: app.events,
  };
}

/** The App behind a thing, or null for what a person made by hand. */
export function viaAppJson(site: Site, appId: number | undefined): Json | null {
  return appId === undefined ? null : appJson(site, existing(site.world.apps, appId));
}

/** An installation, as its App sees it. */
export function installationJson(site: Site, installation: Installation): Json {
  const { id, appId, accountId, repositoryIds } = installation;
  const app = existing(site.world.apps, appId);
  const account = existing(site.world.accounts, accountId);
  return {
    id,
    client_id: app.clientId,
    account: accountJson(site, account),
    repository_selection: repositoryIds === 'all' ? 'all' : 'selected',
    access_tokens_url: `${site.url}/app/installations/${id}/access_tokens`,
    repositories_url: `${site.url}/installation/repositories`,
    html_url: `${site.webUrl}/settings/installations/${id}`,
    app_id: appId,
    app_slug: app.slug,
    target_id: accountId,
    target_type: account.type,
    permissions: app.permissions,
    events: app.events,
    created_at: iso(installation.createdAt),
    updated_at: iso(installation.updatedAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: null,
  };
}

/** Whether permissions ask for nothing beyond those granted. */
export function isWithin(asked: Permissions, granted: Permissions): boolean {
  const order = ['read', 'write', 'admin'];
  return Object.entries(asked).every(
    ([name, level]) => order.indexOf(level) <= order.indexOf(granted[name] ?? ''),
  );
}
