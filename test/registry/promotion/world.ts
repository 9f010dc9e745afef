import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { listening } from '../listening.ts';
import { type PromotionOptions, startPromotionJob } from '../promotion-job.ts';
import { type RegistryOptions, startRegistry } from '../registry.ts';

/** Where the images of a test come from. */
export const STAGING = 'k8s-staging-images/app/app';

/** Where they go to. */
export const PRODUCTION = 'app/app';

/** The folder whose list says so. */
export const FOLDER = 'k8s-staging-app';

/** The one account of the registries that ask for a login. */
export const login = { username: 'ci', password: 's3cret' };

interface Status {
  readonly commit: string;
  readonly state: string;
  readonly context: string;
  readonly description: string;
}

/** The routes of a forge that the job needs. `files` are the lists by folder, `commit` the branch's tip. */
async function forge(t: TestContext) {
  const state = { commit: 'c1', files: new Map<string, string>(), down: false };
  const statuses: Status[] = [];
  const tokens = new Set<string | undefined>();

  async function answerTo(request: IncomingMessage): Promise<string | undefined> {
    const path = decodeURIComponent(request.url ?? '').replace('/repos/kubernetes/k8s.io', '');
    if (path === '/git/ref/heads/main') return JSON.stringify({ object: { sha: state.commit } });
    if (request.method !== 'POST') return contents(path, state.files);
    const posted = JSON.parse(await text(request));
    statuses.push({ commit: path.replace('/statuses/', ''), ...posted });
    return '{}';
  }

  const { url, stop } = await listening(
    createServer(async (request, response) => {
      tokens.add(request.headers.authorization);
      const answer = state.down ? undefined : await answerTo(request);
      if (state.down) response.writeHead(502).end();
      else response.writeHead(answer === undefined ? 404 : 200).end(answer);
    }),
  );
  t.after(stop);
  return { url, state, statuses, tokens };
}

function contents(path: string, files: ReadonlyMap<string, string>): string | undefined {
  const [folder = ''] = path.replace('/contents/registry.k8s.io/images', '').split('?ref=');
  if (folder !== '') return files.get(folder.split('/')[1] ?? '');
  const folders = [...files.keys()].map((name) => ({ type: 'dir', name }));
  return JSON.stringify([...folders, { type: 'file', name: 'OWNERS' }]);
}

/** A list with one image, as people write it. */
export function list(entries: Readonly<Record<string, readonly string[]>>, name = 'app'): string {
  const lines = Object.entries(entries).map(
    ([digest, tags]) => `    "${digest}": [${tags.map((tag) => `"${tag}"`).join(', ')}]`,
  );
  return [`- name: ${name}`, '  dmap:', ...lines, ''].join('\n');
}

/** Two registries, a forge with nothing but lists, and a way to start the job between them. */
export async function world(t: TestContext, production: RegistryOptions = {}) {
  const from = await startRegistry();
  const to = await startRegistry(production);
  t.after(() => Promise.all([from.stop(), to.stop()]));
  const { state, statuses, tokens, url } = await forge(t);
  const start = async (more: Partial<PromotionOptions> = {}) => {
    const options = { forge: url, token: 't0ken', interval: 10, from, to: { url: to.url, login } };
    const job = await startPromotionJob({ ...options, ...more });
    t.after(() => job.stop());
    return job;
  };
  return { from, to, state, statuses, tokens, start };
}
