import { systemClock } from '../../src/adapters/clock.ts';
import { githubProposals } from '../../src/adapters/github/proposals.ts';
import { githubProposers } from '../../src/adapters/github/proposers.ts';
import type { Digest } from '../../src/domain/digest.ts';
import type { Proposals } from '../../src/plugin/proposals.ts';
import { call } from '../stage/api.ts';
import { type GithubStage, openGithub } from './github.ts';
import { COMMIT, facts, IMAGES, ports, view } from './release.ts';
import { Shelf } from './shelf.ts';

const LISTS = { owner: 'kubernetes', name: 'k8s.io' };
const REPOSITORY = `${LISTS.owner}/${LISTS.name}`;
const FORK = `release-robot/${LISTS.name}`;
const PATH = 'registry.k8s.io/images/k8s-staging-app/images.yaml';
const LIST = `- name: app\n  dmap:\n    "sha256:${'a'.repeat(64)}": ["v0.0.9"]\n`;
const IMAGE = { reference: IMAGES.image, platforms: { 'linux/amd64': COMMIT } };

/** A forge with an image list, a machine user's fork of it, and one approved image in staging. */
export class PromotionStage {
  readonly production = new Shelf();
  readonly #staging = new Shelf();
  readonly #reviewer: string;
  readonly #github: GithubStage;
  readonly #proposals: Proposals;
  /** What was pinned when staging was checked. */
  readonly approved: Digest = this.#staging.put(IMAGE);

  static async open(): Promise<PromotionStage> {
    const github = await openGithub();
    const { forge } = github;
    forge.addOrganization(LISTS.owner);
    const reviewer = forge.addUser({ login: 'reviewer' }).token;
    const robot = forge.addUser({ login: 'release-robot' }).token;
    const collaborators = { reviewer: 'write' } as const;
    await forge.addRepository(REPOSITORY, { files: { [PATH]: LIST }, collaborators });
    const path = `/repos/${REPOSITORY}/forks`;
    await call({ url: forge.url, token: robot }, 'POST', { path });
    return new PromotionStage(github, { reviewer, robot });
  }

  private constructor(github: GithubStage, tokens: { reviewer: string; robot: string }) {
    const { app } = github;
    const me = { machineToken: tokens.robot };
    this.#github = github;
    this.#reviewer = tokens.reviewer;
    this.#proposals = githubProposals(githubProposers({ app, clock: systemClock, ...me }));
  }

  /** What a publisher is called with. */
  get call() {
    return {
      release: view({ facts: facts({ 'artifact:images@sha256': this.approved }) }),
      options: { to: REPOSITORY },
      ports: ports({
        proposals: this.#proposals,
        registry: this.#staging,
        publicRegistry: this.production,
      }),
    };
  }

  /** Builds the image again under its tag. @returns what the tag means now. */
  rebuild(): Digest {
    return this.#staging.put({ ...IMAGE, content: 'built again' });
  }

  /** The lines that the pull request adds and removes. */
  async diff(): Promise<readonly string[]> {
    const files = await this.#ask('GET', '/pulls/1/files');
    const patches = Array.isArray(files) ? files.map(({ patch }) => String(patch)) : [];
    return patches.flatMap((patch) => patch.split('\n')).filter((line) => /^[+-]/.test(line));
  }

  /** Rewrites the list on the pull request's branch, as somebody with rights on the fork. */
  async editBranch(change: (text: string) => string): Promise<void> {
    const { branch } = this.call.release;
    const { head } = await this.#proposals.look(LISTS, { branch, path: PATH });
    const files = { [PATH]: change(head?.text ?? '') };
    const order = { files, message: 'Help', author: 'release-robot', branch };
    await this.#github.forge.commit(FORK, order);
  }

  /** Merges the pull request as a reviewer. @returns the merge commit. */
  async merge(): Promise<string> {
    const merged = await this.#ask('PUT', '/pulls/1/merge');
    const isMerged = typeof merged === 'object' && merged !== null && 'sha' in merged;
    return isMerged ? String(merged.sha) : '';
  }

  /** Sets the status that the promotion job sets, as anybody with rights there could. */
  async setStatus(commit: string, state: 'success' | 'failure'): Promise<void> {
    await this.#ask('POST', `/statuses/${commit}`, { state, context: 'post-k8sio-image-promo' });
  }

  close(): Promise<void> {
    return this.#github.forge.close();
  }

  #ask(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<unknown> {
    const as = { url: this.#github.forge.url, token: this.#reviewer };
    return call(as, method, { path: `/repos/${REPOSITORY}${path}`, body });
  }
}
