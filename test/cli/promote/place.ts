import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { startForge } from '../../forge/forge.ts';
import type { Forge } from '../../forge/forge-handle.ts';
import { pushChart } from '../../registry/chart.ts';
import { pushImage } from '../../registry/image.ts';
import { type StandInRegistry, startRegistry } from '../../registry/registry.ts';
import { call } from '../../stage/api.ts';

const CLI = fileURLToPath(new URL('../../../src/cli.ts', import.meta.url));

export const LISTS = 'kubernetes/k8s.io';
export const LIST = 'registry.k8s.io/images/k8s-staging-app/images.yaml';
export const MANIFEST = 'registry.k8s.io/manifests/k8s-staging-app/promoter-manifest.yaml';

/** What a run of the command line came to. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A pull request as anybody sees it. */
const PULL = z.object({
  number: z.int(),
  title: z.string(),
  body: z.string(),
  state: z.string(),
  user: z.object({ login: z.string() }),
  head: z.object({ ref: z.string(), label: z.string() }),
});
type Pull = z.output<typeof PULL>;

/** What a project has released before: an image for two platforms and a chart, listed and in production. */
export interface Before {
  readonly image: string;
  readonly chart: string;
}

/** A forge with an image list, and the two registries of a promotion, for a command that is run as people run it. */
export class Place {
  readonly forge: Forge;
  readonly staging: StandInRegistry;
  readonly production: StandInRegistry;
  readonly tokens: { readonly alice: string; readonly bob: string; readonly reviewer: string };
  before: Before = { image: '', chart: '' };

  static async open(): Promise<Place> {
    const [forge, staging, production] = [
      await startForge(),
      await startRegistry(),
      await startRegistry(),
    ];
    const place = new Place({ forge, staging, production });
    await place.#releaseBefore();
    return place;
  }

  private constructor(parts: Pick<Place, 'forge' | 'staging' | 'production'>) {
    this.forge = parts.forge;
    this.staging = parts.staging;
    this.production = parts.production;
    const token = (login: string) =>
      this.forge.addUser({ login, email: `${login}@example.org` }).token;
    this.tokens = { alice: token('alice'), bob: token('bob'), reviewer: token('reviewer') };
    this.forge.addOrganization('kubernetes');
  }

  async #releaseBefore(): Promise<void> {
    const image = { tag: 'v0.1.0', content: 'the version before', path: 'app/app' };
    const { digest } = await pushImage({ ...image, to: this.production });
    const chart = { path: 'app/charts/app', name: 'app', version: '0.1.0' };
    this.before = {
      image: digest,
      chart: (await pushChart({ ...chart, to: this.production })).digest,
    };
  }

  /** The list as it stands in the beginning. */
  get list(): string {
    const { image, chart } = this.before;
    return `# Ours.\n- name: app\n  dmap:\n    "${image}": ["v0.1.0"]\n- name: charts/app\n  dmap:\n    "${chart}": ["0.1.0"]\n`;
  }

  /** Makes the repository of the list, and alice's fork of it. */
  async addLists(files: Readonly<Record<string, string>> = { [LIST]: this.list }): Promise<void> {
    await this.forge.addRepository(LISTS, { files, collaborators: { reviewer: 'write' } });
    await this.fork('alice');
  }

  async fork(login: 'alice' | 'bob'): Promise<void> {
    await this.as(login, 'POST', `/repos/${LISTS}/forks`);
  }

  /** Stages an image. @returns its digest. */
  async stageImage(
    tag: string,
    more: { platforms?: string[]; content?: string; name?: string } = {},
  ) {
    const { name = 'app', ...wish } = more;
    const path = `k8s-staging-images/app/${name}`;
    return (await pushImage({ ...wish, to: this.staging, path, tag })).digest;
  }

  async stageChart(version: string): Promise<string> {
    const path = 'k8s-staging-images/app/charts/app';
    return (await pushChart({ to: this.staging, path, name: 'app', version })).digest;
  }

  /** The whole of version 0.2.0. */
  async stageBoth(): Promise<{ readonly image: string; readonly chart: string }> {
    return { image: await this.stageImage('v0.2.0'), chart: await this.stageChart('0.2.0') };
  }

  /** What the command needs of its environment. */
  get environment(): Record<string, string> {
    return {
      PATH: process.env.PATH ?? '',
      GITHUB_API_URL: this.forge.url,
      GITHUB_URL: this.forge.url,
      RINGMASTER_MIRRORS: `us-central1-docker.pkg.dev=${this.staging.url},registry.k8s.io=${this.production.url}`,
      RINGMASTER_MACHINE_TOKEN: this.tokens.alice,
    };
  }

  /** Runs `ringmaster promote --project app` in a process of its own, without a terminal. */
  promote(line: string, environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const args = line.split(' ').filter((word) => word !== '');
    return run(['promote', '--project', 'app', ...args], { ...this.environment, ...environment });
  }

  /** Everything that has changed on the forge: writes that were let in. */
  get writes(): readonly string[] {
    return this.forge.requests.all
      .filter(({ method, operations, status }) => {
        const isQuery = operations.every(
          (name) => !/^(?:create|update|add|convert|mark)/.test(name),
        );
        return status < 400 && method !== 'GET' && !(operations.length > 0 && isQuery);
      })
      .map(({ method, path, operations }) => `${method} ${path} ${operations.join()}`);
  }

  async pulls(): Promise<readonly Pull[]> {
    return z.array(PULL).parse(await this.as('bob', 'GET', `/repos/${LISTS}/pulls?state=all`));
  }

  /** The lines that a pull request adds and removes. */
  async changes(number: number): Promise<readonly string[]> {
    const files = await this.as('bob', 'GET', `/repos/${LISTS}/pulls/${number}/files`);
    const found = z.array(z.object({ filename: z.string(), patch: z.string() })).parse(files);
    return found.flatMap(({ patch }) => patch.split('\n').filter((each) => /^[+-]/.test(each)));
  }

  as(
    login: keyof Place['tokens'],
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    path: string,
    body?: unknown,
  ): Promise<unknown> {
    return call({ url: this.forge.url, token: this.tokens[login] }, method, { path, body });
  }

  async close(): Promise<void> {
    await Promise.all([this.forge.close(), this.staging.stop(), this.production.stop()]);
  }
}

async function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> {
  const child = spawn(process.execPath, [CLI, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: child.exitCode, out, err };
}
