import { createAppAuth } from '@octokit/auth-app';
import { messageOf } from '../../domain/errors.ts';
import type { Log } from '../../plugin/log.ts';
import type { Site } from '../../plugin/place.ts';
import { asking, askingFor } from './failures.ts';
import { makeOctokit, type Octokit } from './octokit.ts';

export interface AppSettings {
  readonly baseUrl: string;
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  readonly log: Pick<Log, 'warn'>;
}

/** Rights that a token is narrowed to. */
export type Rights = Readonly<Record<string, 'read' | 'write'>>;

/** The GitHub App, as itself and at each place where it is installed. */
export interface GithubApp {
  /** The App's own login, under which it writes: `ringmaster[bot]`. */
  identity(): Promise<{ readonly login: string }>;
  /** Every repository of every installation that lets us in. */
  sites(): Promise<readonly Site[]>;
  /** The installation on a repository; undefined where there is none. */
  installationOn(owner: string, name: string): Promise<Site | undefined>;
  /** A client that can do this much in this one repository, and nothing elsewhere. */
  at(site: Site, rights: Rights): Octokit;
}

/**
 * Tokens come from the App's authentication directly: Probot's own would send
 * the App's key to api.github.com even where another server is configured, and
 * cannot be narrowed to one repository.
 */
export function githubApp({ baseUrl, appId, privateKey, log }: AppSettings): GithubApp {
  const anonymous = makeOctokit({ baseUrl, token: undefined });
  const auth = createAppAuth({ appId, privateKey, request: anonymous.request });
  const app = makeOctokit({
    baseUrl,
    token: async () => (await auth({ type: 'app' })).token,
  });
  const installation = (installationId: number) =>
    makeOctokit({
      baseUrl,
      token: async () => (await auth({ type: 'installation', installationId })).token,
    });

  return {
    async identity() {
      const { data } = await asking('reading the App', 'read', () =>
        app.rest.apps.getAuthenticated(),
      );
      return { login: `${data?.slug ?? ''}[bot]` };
    },

    sites: () => listSites(app, installation, log),
    installationOn: (owner, name) => findInstallation(app, installation, { owner, name }),

    at({ repository, installation: installationId }, permissions) {
      const narrowed = { repositoryIds: [repository.id], permissions: { ...permissions } };
      return makeOctokit({
        baseUrl,
        token: async () =>
          (await auth({ type: 'installation', installationId, ...narrowed })).token,
      });
    },
  };
}

type Login = (installation: number) => Octokit;

/** One installation that cannot be asked, whatever the reason, does not hide the others. */
async function listSites(
  app: Octokit,
  as: Login,
  log: AppSettings['log'],
): Promise<readonly Site[]> {
  const installations = await asking('listing installations', 'read', () =>
    app.paginate(app.rest.apps.listInstallations, { per_page: 100 }),
  );
  const sites: Site[] = [];
  for (const { id, suspended_at: suspendedAt } of installations) {
    if (suspendedAt !== null) continue;
    try {
      sites.push(...(await sitesOf(as(id), id)));
    } catch (error) {
      const about = { installation: id, error: messageOf(error) };
      log.warn('an installation is passed over', about);
    }
  }
  return sites;
}

async function sitesOf(octokit: Octokit, installation: number): Promise<readonly Site[]> {
  const repositories = await asking('listing the repositories of an installation', 'read', () =>
    octokit.paginate('GET /installation/repositories', { per_page: 100 }),
  );
  return repositories.map(({ id, name, owner }) => ({
    repository: { id, owner: owner.login, name },
    installation,
  }));
}

async function findInstallation(
  app: Octokit,
  as: Login,
  { owner, name }: { readonly owner: string; readonly name: string },
): Promise<Site | undefined> {
  const found = await askingFor('looking for the installation', () =>
    app.rest.apps.getRepoInstallation({ owner, repo: name }),
  );
  if (found === undefined) return undefined;
  const installation = found.data.id;
  const { data } = await asking('reading a repository', 'read', () =>
    as(installation).rest.repos.get({ owner, repo: name }),
  );
  return { repository: { id: data.id, owner: data.owner.login, name: data.name }, installation };
}
