import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { call } from '../../stage/api.ts';

/** The same promotion with git, as kpromo does it. */
export interface GitOrder {
  /** The forge's address, as git and the API are asked at it. */
  readonly url: string;
  readonly token: string;
  readonly lists: string;
  readonly fork: string;
  readonly folder: string;
  readonly branch: string;
  readonly path: string;
  readonly content: string;
  readonly title: string;
  readonly body: string;
}

/** How long each part took, in milliseconds. */
export interface GitTimes {
  /** Fetching the pack, and unpacking nothing. */
  readonly clone: number;
  readonly checkout: number;
  readonly commit: number;
  readonly push: number;
  readonly pull: number;
}

/** Clones what is there now, commits, pushes to the fork, and opens the pull request. */
export async function gitWay(order: GitOrder): Promise<GitTimes> {
  const { url, token, folder, branch, path, lists, fork } = order;
  const address = (name: string) =>
    `${url.replace('//', `//x-access-token:${token}@`)}/${name}.git`;
  const times = {
    clone: await timed(() =>
      git(['clone', '--quiet', '--depth', '1', '--no-checkout', address(lists), folder]),
    ),
    checkout: await timed(() => git(['checkout', '--quiet', '-b', branch], folder)),
    commit: await timed(async () => {
      await writeFile(join(folder, path), order.content);
      await git(['commit', '--quiet', '--all', '--message', order.title], folder);
    }),
    push: await timed(() => git(['push', '--quiet', address(fork), branch], folder)),
    pull: await timed(() => openPull(order)),
  };
  await rm(folder, { recursive: true });
  return times;
}

async function openPull({ url, token, lists, fork, branch, title, body }: GitOrder) {
  const head = `${fork.split('/')[0]}:${branch}`;
  const pull = { title, body, head, base: 'main' };
  await call({ url, token }, 'POST', { path: `/repos/${lists}/pulls`, body: pull });
}

/** Runs git, as nobody in particular and with nobody's settings. */
export async function git(args: readonly string[], cwd?: string): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'alice',
    GIT_AUTHOR_EMAIL: 'alice@example.org',
    GIT_COMMITTER_NAME: 'alice',
    GIT_COMMITTER_EMAIL: 'alice@example.org',
  };
  return (
    await promisify(execFile)('git', [...args], { env, ...(cwd === undefined ? {} : { cwd }) })
  ).stdout;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
