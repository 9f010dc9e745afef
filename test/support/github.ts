import { z } from 'zod';
import { type GithubApp, githubApp } from '../../src/adapters/github/app.ts';
import { githubForge } from '../../src/adapters/github/forge.ts';
import type { Forge } from '../../src/plugin/forge.ts';
import type { Site } from '../../src/plugin/place.ts';
import { startForge } from '../forge/forge.ts';
import type { Forge as ForgeStandIn } from '../forge/forge-handle.ts';
import { call } from '../stage/api.ts';
import { appManifest } from './app-manifest.ts';
import { lineTo } from './line.ts';
import { SILENT } from './log.ts';

/** One repository on a forge of the test's own, with the App installed on it. */
export interface GithubStage {
  readonly forge: ForgeStandIn;
  readonly app: GithubApp;
  readonly site: Site;
  readonly alice: { readonly login: string; readonly id: number; readonly token: string };
  head(): Promise<string>;
  tag(name: string): Promise<void>;
  /** Asks for something below the repository, as alice. */
  get(path: string): Promise<Readonly<Record<string, unknown>>>;
  list(path: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  post(path: string, body: unknown): Promise<unknown>;
  patch(path: string, body: unknown): Promise<unknown>;
}

const RECORD = z.record(z.string(), z.unknown());
export const REPOSITORY = 'acme/app';

export async function openGithub(
  files: Readonly<Record<string, string>> = {},
): Promise<GithubStage> {
  const forge = await startForge();
  const alice = forge.addUser({ login: 'alice', email: 'alice@example.org' });
  forge.addOrganization('acme');
  const id = await forge.addRepository(REPOSITORY, {
    files: { 'README.md': '# App\n', ...files },
    collaborators: { alice: 'write' },
  });
  const handle = await forge.addApp({
    slug: 'ringmaster',
    permissions: (await appManifest()).default_permissions,
    events: [],
  });
  const installation = forge.install(handle, 'acme', [REPOSITORY]);
  const app = githubApp({
    ...lineTo(forge.url),
    appId: handle.appId,
    privateKey: handle.privateKeyPem,
    log: SILENT,
  });
  const at = { url: forge.url, token: alice.token };
  const get = (path: string) => call(at, 'GET', { path: `/repos/${REPOSITORY}${path}` });
  const post = (path: string, body: unknown) =>
    call(at, 'POST', { path: `/repos/${REPOSITORY}${path}`, body });
  const head = async () =>
    z.object({ object: z.object({ sha: z.string() }) }).parse(await get('/git/ref/heads/main'))
      .object.sha;
  return {
    forge,
    app,
    alice,
    site: { repository: { id, owner: 'acme', name: 'app' }, installation },
    head,
    post,
    patch: (path, body) => call(at, 'PATCH', { path: `/repos/${REPOSITORY}${path}`, body }),
    async tag(name) {
      await post('/git/refs', { ref: `refs/tags/${name}`, sha: await head() });
    },
    get: async (path) => RECORD.parse(await get(path)),
    list: async (path) => z.array(RECORD).parse(await get(path)),
  };
}

/** The port under test, over the stage's forge. */
export function forgeOn({ app, site }: GithubStage): Forge {
  return githubForge(app, site);
}
