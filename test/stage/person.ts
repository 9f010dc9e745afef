import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Forge } from '../forge/forge-handle.ts';
import type { Account } from './accounts.ts';
import { call } from './api.ts';
import { run } from './run.ts';
import { PROJECT } from './scenery.ts';
import { makeSigner, type Signer, type SignerOptions } from './signer.ts';

const NUMBERED = z.object({ number: z.int() });
const IDENTIFIED = z.object({ id: z.int() });

export interface TagWish {
  readonly name: string;
  readonly message?: string;
  /** The head of the default branch by default. */
  readonly commit?: string;
  readonly kind?: 'signed' | 'annotated' | 'lightweight';
  /** Moves a tag that is there already. */
  readonly force?: boolean;
}

/** Somebody at a keyboard: everything is done with git and the API, with this person's own rights. */
export class Person {
  readonly account: Account;
  readonly #forge: Forge;
  readonly #folder: string;
  readonly #program: SignerOptions['program'];
  #signer: Promise<Signer> | undefined;
  #clone: Promise<string> | undefined;

  constructor(
    account: Account,
    stage: { forge: Forge; folder: string; program: SignerOptions['program'] },
  ) {
    this.account = account;
    this.#forge = stage.forge;
    this.#folder = join(stage.folder, account.login);
    this.#program = stage.program;
  }

  async openIssue(issue: {
    title: string;
    body: string;
    labels?: readonly string[];
  }): Promise<number> {
    return NUMBERED.parse(await this.#call('POST', `/repos/${PROJECT}/issues`, issue)).number;
  }

  /** @returns the comment's id. */
  async say(issue: number, body: string, repository = PROJECT): Promise<number> {
    return IDENTIFIED.parse(
      await this.#call('POST', `/repos/${repository}/issues/${issue}/comments`, { body }),
    ).id;
  }

  async editComment(id: number, body: string, repository = PROJECT): Promise<void> {
    await this.#call('PATCH', `/repos/${repository}/issues/comments/${id}`, { body });
  }

  async deleteComment(id: number, repository = PROJECT): Promise<void> {
    await this.#call('DELETE', `/repos/${repository}/issues/comments/${id}`);
  }

  async merge(repository: string, number: number): Promise<void> {
    await this.#call('PUT', `/repos/${repository}/pulls/${number}/merge`, {
      merge_method: 'merge',
    });
  }

  async publishRelease(tag: string): Promise<void> {
    const all = z
      .array(z.object({ id: z.int(), tag_name: z.string() }))
      .parse(await this.#call('GET', `/repos/${PROJECT}/releases`));
    const found = all.find((release) => release.tag_name === tag);
    await this.#call('PATCH', `/repos/${PROJECT}/releases/${found?.id ?? 0}`, { draft: false });
  }

  /** Makes tags in a real clone and pushes them at once with a real `git push`. */
  async pushTags(wishes: readonly TagWish[]): Promise<void> {
    const cwd = await this.clone();
    // Tags that others took back, or that were never pushed, are no longer in the way.
    await this.#git(cwd, ['fetch', '--quiet', '--prune', '--prune-tags', '--force', 'origin']);
    for (const wish of wishes) await this.#tag(cwd, wish);
    const force = wishes.some((wish) => wish.force === true) ? ['--force'] : [];
    const refs = wishes.map(({ name }) => `refs/tags/${name}`);
    await this.#git(cwd, ['push', '--quiet', ...force, 'origin', ...refs]);
  }

  async deleteTag(name: string): Promise<void> {
    const cwd = await this.clone();
    await this.#git(cwd, ['push', '--quiet', '--delete', 'origin', name]);
    await this.#git(cwd, ['tag', '--delete', name]).catch(() => 'it was never in this clone');
  }

  /** A clone of the project that is ready for use, with this person's name and key. */
  clone(): Promise<string> {
    this.#clone ??= this.#makeClone();
    return this.#clone;
  }

  /** The environment that git in the clone wants, such as gpg's home. */
  async environment(): Promise<Readonly<Record<string, string>>> {
    return (await this.signer()).env;
  }

  /** Makes this person's key once, and tells the forge about it. */
  signer(): Promise<Signer> {
    this.#signer ??= this.#makeSigner();
    return this.#signer;
  }

  async #makeSigner(): Promise<Signer> {
    const folder = join(this.#folder, 'keys');
    const signer = await makeSigner({ login: this.account.login, folder, program: this.#program });
    await this.#call('POST', '/user/gpg_keys', { armored_public_key: signer.publicKey });
    return signer;
  }

  async #makeClone(): Promise<string> {
    const { config } = await this.signer();
    const folder = join(this.#folder, 'clone');
    await mkdir(this.#folder, { recursive: true });
    await run('git', ['clone', '--quiet', this.#forge.gitUrl(PROJECT, this.account.token), folder]);
    const settings = [
      `user.name=${this.account.login}`,
      `user.email=${this.account.login}@example.org`,
      ...config,
    ];
    for (const setting of settings) {
      const [key = '', ...value] = setting.split('=');
      await run('git', ['config', key, value.join('=')], { cwd: folder });
    }
    return folder;
  }

  async #tag(
    cwd: string,
    { name, message = name, commit = 'origin/HEAD', kind = 'signed', force }: TagWish,
  ): Promise<void> {
    const how = {
      signed: ['-a', '-s', '-m', message],
      annotated: ['-a', '-m', message],
      lightweight: [],
    }[kind];
    await this.#git(cwd, ['tag', ...(force === true ? ['--force'] : []), ...how, name, commit]);
  }

  async #git(cwd: string, args: readonly string[]): Promise<string> {
    return run('git', args, { cwd, env: await this.environment() });
  }

  #call(method: Parameters<typeof call>[1], path: string, body?: unknown): Promise<unknown> {
    return call({ url: this.#forge.url, token: this.account.token }, method, { path, body });
  }
}
