import { text } from 'node:stream/consumers';
import { request } from 'undici';
import type { Settings } from './settings.ts';

/** The little that the job wants of a forge. */
export interface Forge {
  /** The commit at the tip of the branch. */
  head(): Promise<string>;
  /** The names of the folders in a folder, at a commit. */
  folders(path: string, commit: string): Promise<readonly string[]>;
  /** The text of a file at a commit; undefined where there is none. */
  file(path: string, commit: string): Promise<string | undefined>;
  setStatus(commit: string, state: State, description: string): Promise<void>;
}

/** The states that a commit status of the job goes through. */
export type State = 'pending' | 'success' | 'failure';

/** The context of the job's commit status, as Kubernetes names its job. */
export const CONTEXT = 'post-k8sio-image-promo';

/** GitHub takes no more for a status. */
const LONGEST = 140;

/** Opens the way to a forge with GitHub's REST API. */
export function openForge({ forge, token, repository, branch }: Settings): Forge {
  async function ask(path: string, options: { accept?: string; post?: object } = {}) {
    const { accept = 'application/vnd.github+json', post } = options;
    const { statusCode, body } = await request(`${forge}/repos/${repository}/${path}`, {
      method: post === undefined ? 'GET' : 'POST',
      headers: { accept, authorization: `Bearer ${token}`, 'user-agent': CONTEXT },
      ...(post === undefined ? {} : { body: JSON.stringify(post) }),
    });
    const content = await text(body);
    if (statusCode === 404) return undefined;
    if (statusCode < 300) return content;
    throw new Error(`the forge answers ${statusCode} for ${path}: ${content.slice(0, 200)}`);
  }

  async function json(path: string): Promise<unknown> {
    const content = await ask(path);
    if (content === undefined) throw new Error(`the forge has no ${path}`);
    return JSON.parse(content);
  }

  return {
    head: async () => shaIn(await json(`git/ref/heads/${branch}`)),
    folders: async (path, commit) => foldersIn(await json(`contents/${path}?ref=${commit}`)),
    file: (path, commit) =>
      ask(`contents/${path}?ref=${commit}`, { accept: 'application/vnd.github.raw+json' }),
    async setStatus(commit, state, description) {
      const post = { state, context: CONTEXT, description: description.slice(0, LONGEST) };
      const content = await ask(`statuses/${commit}`, { post });
      if (content === undefined) throw new Error(`the forge has no commit ${commit}`);
    },
  };
}

function shaIn(answer: unknown): string {
  const { object } = recordOf(answer);
  return String(recordOf(object).sha);
}

function foldersIn(answer: unknown): string[] {
  if (!Array.isArray(answer)) throw new Error('the forge lists no folder');
  return answer
    .map(recordOf)
    .filter(({ type }) => type === 'dir')
    .map(({ name }) => String(name));
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null) return { ...value };
  throw new Error('the forge answers with something else than was asked for');
}
