import { repositoriesOf } from '../actions/installation-tokens.ts';
import { accountJson } from '../json/account.ts';
import { installationJson } from '../json/app.ts';
import { fullName } from '../json/repository.ts';
import type { Json, Site } from '../site.ts';
import type { Account, Installation } from '../world/accounts.ts';
import { nodeId } from '../world/node-id.ts';
import type { Repository } from '../world/repositories.ts';
import { existing } from '../world/world.ts';
import { type AppSetup, ownerNamed } from './apps.ts';

/** Installs an App on an account, for all of its repositories or for those named. */
export function install(
  { site, hooks }: AppSetup,
  {
    appId,
    account,
    repositories,
  }: { appId: number; account: string; repositories: readonly string[] | 'all' },
): Installation {
  const { world } = site;
  const app = existing(world.apps, appId);
  const owner = ownerNamed(site, account);
  const id = world.nextAccountId();
  const installation = world.installations.put({
    id,
    nodeId: nodeId('Installation', id),
    appId,
    accountId: owner.id,
    repositoryIds: repositories === 'all' ? 'all' : idsOf(site, owner, repositories),
    createdAt: site.now(),
    updatedAt: site.now(),
  });
  const payload = {
    installation: installationJson(site, installation),
    repositories: repositoriesOf(site, installation).map((one) => briefJson(site, one)),
    requester: null,
    sender: accountJson(site, owner),
  };
  hooks.send({ app, event: 'installation', action: 'created', installation, payload });
  return installation;
}

/** Changes which repositories an installation reaches, and tells the App what came and went. */
export function changeInstallation(
  { site, hooks }: AppSetup,
  installationId: number,
  names: readonly string[],
): void {
  const { world } = site;
  const before = existing(world.installations, installationId);
  const owner = existing(world.accounts, before.accountId);
  const repositoryIds = idsOf(site, owner, names);
  const had = repositoriesOf(site, before);
  const after = world.installations.put({ ...before, repositoryIds, updatedAt: site.now() });
  const has = repositoriesOf(site, after);
  const common = {
    installation: installationJson(site, after),
    repository_selection: 'selected',
    requester: null,
    sender: accountJson(site, owner),
  };
  const app = existing(world.apps, before.appId);
  const news = [
    { action: 'added', changed: has.filter((one) => !had.includes(one)) },
    { action: 'removed', changed: had.filter((one) => !has.includes(one)) },
  ];
  for (const { action, changed } of news.filter(({ changed }) => changed.length > 0)) {
    const list = changed.map((one) => briefJson(site, one));
    const payload = {
      ...common,
      repositories_added: action === 'added' ? list : [],
      repositories_removed: action === 'removed' ? list : [],
    };
    hooks.send({
      app,
      event: 'installation_repositories',
      action,
      installation: after,
      payload,
    });
  }
}

/** Takes an installation away: its tokens stop working at once. */
export function uninstall({ site, hooks }: AppSetup, installationId: number): void {
  const { world } = site;
  const installation = existing(world.installations, installationId);
  const owner = existing(world.accounts, installation.accountId);
  const payload = {
    installation: installationJson(site, installation),
    repositories: repositoriesOf(site, installation).map((one) => briefJson(site, one)),
    sender: accountJson(site, owner),
  };
  world.installations.delete(installationId);
  const app = existing(world.apps, installation.appId);
  hooks.send({ app, event: 'installation', action: 'deleted', installation, payload });
}

function idsOf({ world }: Site, owner: Account, names: readonly string[]): ReadonlySet<number> {
  return new Set(
    names.map((name) => {
      const found = world.repositoryNamed(owner.login, name.replace(/^.*\//, ''));
      if (found === undefined) throw new Error(`there is no repository ${owner.login}/${name}`);
      return found.id;
    }),
  );
}

function briefJson(site: Site, repository: Repository): Json {
  const { id, nodeId, name } = repository;
  return {
    id,
    node_id: nodeId,
    name,
    full_name: fullName(site, repository),
    private: repository.private,
  };
}
