import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startForge } from '../../forge/forge.ts';
import type { Forge } from '../../forge/forge-handle.ts';
import { type StandInRegistry, startRegistry } from '../../registry/registry.ts';
import { call } from '../../stage/api.ts';
import { git } from './git-way.ts';
import { type Lag, startLag } from './lag.ts';
import { LARGE, type ListWish, SMALL } from './lists.ts';

export const LISTS = 'kubernetes/k8s.io';

/** How many files stand beside the lists, as many as in kubernetes/k8s.io; those are far larger there. */
export const FILES = 15_059;

/** Everything that a promotion asks, each behind a distance of its own. */
export interface Ground extends AsyncDisposable {
  readonly forge: Forge;
  /** Of the one who proposes, and has a fork. */
  readonly token: string;
  readonly api: Lag;
  readonly staging: StandInRegistry;
  readonly stagingLag: Lag;
  readonly productionLag: Lag;
}

/** Makes a repository of lists like kubernetes/k8s.io, a fork of it, and two registries. */
export async function layGround(factor: number): Promise<Ground> {
  await using all = new AsyncDisposableStack();
  const forge = await startForge({ validate: false });
  all.defer(() => forge.close());
  const [staging, production] = [await startRegistry(), await startRegistry()];
  all.defer(() => staging.stop());
  all.defer(() => production.stop());
  forge.addOrganization('kubernetes');
  const { token } = forge.addUser({ login: 'alice', email: 'alice@example.org' });
  await forge.addRepository(LISTS, { collaborators: { alice: 'write' } });
  await pushFiles(forge, token, [SMALL, LARGE]);
  await call({ url: forge.url, token }, 'POST', { path: `/repos/${LISTS}/forks` });
  const lag = async (url: string) => all.use(await startLag(url, factor));
  const api = await lag(forge.url);
  const [stagingLag, productionLag] = [await lag(staging.url), await lag(production.url)];
  const parts = { forge, token, api, staging, stagingLag, productionLag };
  const held = all.move();
  return { ...parts, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

/** Fills the repository by one push, as files one by one would take minutes. */
async function pushFiles(forge: Forge, token: string, lists: readonly ListWish[]): Promise<void> {
  const folder = join(forge.folder, 'filling');
  await git(['clone', '--quiet', forge.gitUrl(LISTS, token), folder]);
  const importing = spawn('git', ['fast-import', '--quiet'], {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const files = Array.from({ length: FILES }, (_, at) => ({
    path: `folder-${at % 50}/file-${at}.txt`,
    text: scribble(at),
  }));
  const commands = [...files, ...lists].map(
    ({ path, text }) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`,
  );
  importing.stdin.end(
    `commit refs/heads/main\ncommitter alice <alice@example.org> 1700000000 +0000\ndata 5\nFiles\nfrom refs/heads/main^0\n${commands.join('')}`,
  );
  const [code] = await once(importing, 'close');
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
  await git(['push', '--quiet', 'origin', 'main'], folder);
  await rm(folder, { recursive: true });
}

/** So many bytes that all files together make a pack like that of kubernetes/k8s.io, 29 MiB. */
function scribble(seed: number): string {
  let state = seed + 1;
  const words = Array.from({ length: 410 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state.toString(16).padStart(8, '0');
  });
  return `${words.join('').replace(/.{64}/g, '$&\n')}\n`;
}
