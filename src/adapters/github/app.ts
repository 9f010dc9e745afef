import { createAppAuth } from '@octokit/auth-app';
import { z } from 'zod';
import { messageOf } from '../../domain/errors.ts';
import type { Log } from '../../plugin/log.ts';
import type { Site } from '../../plugin/place.ts';
import { once, Recent } from '../recent.ts';
import { asking, askingFor } from './failures.ts';
import type { Scope } from './governor/ask.ts';
import type { Line, Token } from './octokit/caller.ts';
import { makeOctokit, type Octokit } from './octokit.ts';
import { everyPage } from './paging.ts';

export interface AppSettings extends Line {
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
  /** A client that acts as the App itself, and can do nothing in a repository. */
  readonly asItself: Octokit;
  /** A client that sees what anybody sees. */
  readonly asAnybody: Octokit;
  /** A client with the token of the machine user. */
  asMachineUser(token: string): Octokit;
}

// Limits count for whoever has the token, so that trouble with one leaves the others alone.
const APP: Scope = { key: 'app' };
const ANYBODY: Scope = { key: 'anybody' };
const MACHINE_USER: Scope = { key: 'machine-user' };
const scopeOf = (installation: number): Scope => ({
  key: `installation/${installation}`,
  installation,
});

/**
 * Tokens come from the App's authentication directly: Probot's own would send
 * the App's key to api.github.com even where another server is configured, and
 * cannot be narrowed to one repository.
 */
export function githubApp({ appId, privateKey, log, ...line }: AppSettings): GithubApp {
  const minting = makeOctokit(line, { scope: APP, token: undefined });
  const auth = createAppAuth({ appId, privateKey, request: minting.request });
  const asItself = makeOctokit(line, {
    scope: APP,
    token: async () => (await auth({ type: 'app' })).token,
  });
  const tokenFor =
    (installationId: number, narrowed: Narrowed = {}): Token =>
    ({ fresh }) =>
      // Whatever a token is for, to get one is no more than a read.
      asking('getting a token', 'read', async () => {
        const wanted = { type: 'installation', installationId, ...narrowed } as const;
        return (await auth({ ...wanted, refresh: fresh })).token;
      });
  const installation = (id: number, narrowed?: Narrowed) =>
    makeOctokit(line, { scope: scopeOf(id), token: tokenFor(id, narrowed) });
  const slugs = new Recent<Promise<string>>(1);

  return {
    asItself,
    asAnybody: makeOctokit(line, { scope: ANYBODY, token: undefined }),
    asMachineUser: (token) => makeOctokit(line, { scope: MACHINE_USER, token: async () => token }),

    identity: async () => ({
      login: `${await once(slugs, 'slug', { ask: () => readSlug(asItself) })}[bot]`,
    }),

    sites: () => listSites(asItself, installation, log),
    installationOn: (owner, name) => findInstallation(asItself, installation, { owner, name }),

    at: ({ repository, installation: id }, permissions) =>
      installation(id, { repositoryIds: [repository.id], permissions: { ...permissions } }),
  };
}

interface Narrowed {
  readonly repositoryIds?: number[];
  readonly permissions?: Record<string, 'read' | 'write'>;
}

/** The App's name as it stands in its login; it does not change while we run. */
async function readSlug(app: Octokit): Promise<string> {
  const { data } = await asking('reading the App', 'read', () => app.rest.apps.getAuthenticated());
  return data?.slug ?? '';
}

const REPOSITORIES = z.array(
  z.object({ id: z.int(), name: z.string(), owner: z.object({ login: z.string() }) }),
);

type Login = (installation: number) => Octokit;

/** One installation that cannot be asked, whatever the reason, does not hide the others. */
async function listSites(
  app: Octokit,
  as: Login,
  log: AppSettings['log'],
): Promise<readonly Site[]> {
  const installations = await asking('listing installations', 'read', () =>
    everyPage((page) => app.rest.apps.listInstallations({ per_page: 100, page }), idOf),
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
    everyPage(async (page) => {
      const { data, headers } = await octokit.request('GET /installation/repositories', {
        per_page: 100,
        page,
        request: { priority: 'cosmetic' },
      });
      return { data: REPOSITORIES.parse(data.repositories), headers };
    }, idOf),
  );
  return repositories.map(({ id, name, owner }) => ({
    repository: { id, owner: owner.login, name },
    installation,
  }));
}

const idOf = ({ id }: { readonly id: number }) => id;

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
