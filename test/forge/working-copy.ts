import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type GitOutcome, tryGit } from './git/run.ts';

/** Somebody's clone of a repository, worked on with real git. */
export class WorkingCopy implements AsyncDisposable {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Clones a repository and sets the name and address its commits carry. */
  static async clone(url: string, login: string): Promise<WorkingCopy> {
    const folder = await mkdtemp(join(tmpdir(), 'forge-clone-'));
    const copy = new WorkingCopy(folder);
    await copy.git('clone', '--quiet', url, '.');
    await copy.git('config', 'user.name', login);
    await copy.git('config', 'user.email', `${login}@example.com`);
    return copy;
  }

  /** Runs git and answers what it printed; fails with its complaints. */
  async git(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.tryGit(...args);
    if (code !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
    return stdout.toString().trimEnd();
  }

  /** Runs git whatever comes of it. */
  tryGit(...args: string[]): Promise<GitOutcome> {
    return tryGit(this.folder, args);
  }

  /** Writes a file and commits it. Answers the commit. */
  async commit(path: string, content: string, message = `Change ${path}`): Promise<string> {
    const place = join(this.folder, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, content);
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--message', message);
    return this.git('rev-parse', 'HEAD');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
