import { appendFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Lock } from './lock.ts';
import { type GitObject, type ObjectInfo, ObjectReader } from './object-reader.ts';
import {
  type Commit,
  parseCommit,
  parseTag,
  parseTree,
  type Tag,
  type TreeEntry,
} from './objects.ts';
import { type RefChange, Refs } from './refs.ts';
import { git, tryGit } from './run.ts';

/** How a new bare repository begins. */
export interface Beginning {
  readonly directory: string;
  readonly defaultBranch: string;
  /** The repository that it is a fork of. */
  readonly parent?: GitRepository;
  /** Whether a fork sees every object of its parent, later ones too, as on GitHub. */
  readonly sharedObjects?: boolean;
}

// What a client may fetch by name, and that only the forge writes pull request refs.
const SETTINGS = `
[gc]
	auto = 0
[receive]
	autogc = false
	hideRefs = refs/pull
[uploadpack]
	allowAnySHA1InWant = true
	allowFilter = true
[http]
	receivepack = true
`;
const CACHED_OBJECT = 1024 * 1024;
const CACHED_OBJECTS = 20_000;
const CACHED_ANSWERS = 2000;
const OID = /^[0-9a-f]{40}$/;

/** A ref could not be changed: it was not where it should be, or its name does not fit. */
export class RefRefused extends Error {}

/** One bare repository: its objects and its refs. */
export class GitRepository {
  readonly directory: string;
  readonly refs = new Refs();
  /** Whoever changes refs holds it from looking to moving. */
  readonly lock = new Lock();
  readonly #reader: ObjectReader;
  readonly #objects = new Map<string, GitObject>();
  readonly #answers = new Map<string, Promise<Buffer>>();

  private constructor(directory: string) {
    this.directory = directory;
    this.#reader = new ObjectReader(directory);
  }

  /** Makes the repository on disk, empty or as a fork with its parent's branches and tags. */
  static async create(beginning: Beginning): Promise<GitRepository> {
    const { directory, defaultBranch, parent, sharedObjects = true } = beginning;
    if (parent === undefined) {
      const branch = `--initial-branch=${defaultBranch}`;
      await git(dirname(directory), ['init', '--quiet', '--bare', branch, directory]);
    } else {
      const how = sharedObjects ? '--shared' : '--no-hardlinks';
      await git(dirname(directory), [
        'clone',
        '--quiet',
        '--bare',
        how,
        parent.directory,
        directory,
      ]);
    }
    await appendFile(join(directory, 'config'), SETTINGS);
    const made = new GitRepository(directory);
    made.refs.record(await made.changesOnDisk(), 0);
    return made;
  }

  /** What happened to the refs on disk that `refs` does not know yet. */
  async changesOnDisk(): Promise<RefChange[]> {
    const lines = await git(this.directory, ['for-each-ref', '--format=%(refname) %(objectname)']);
    const found = new Map<string, string>();
    for (const line of lines.toString().split('\n')) {
      const space = line.lastIndexOf(' ');
      if (space > 0) found.set(line.slice(0, space), line.slice(space + 1));
    }
    return this.refs.changesTo(found);
  }

  /**
   * Changes refs on disk and in memory, all of them or none.
   * @throws RefRefused when one is not where `from` says, or its name collides.
   */
  async move(changes: readonly RefChange[], at: number): Promise<void> {
    const none = '0'.repeat(40);
    const lines = changes.map(({ name, from, to }) =>
      to === undefined
        ? `delete ${name}\0${from ?? ''}\0`
        : `update ${name}\0${to}\0${from ?? none}\0`,
    );
    const { code, stderr } = await tryGit(
      this.directory,
      ['update-ref', '-z', '--stdin'],
      lines.join(''),
    );
    if (code !== 0) throw new RefRefused(stderr.trim());
    this.refs.record(changes, at);
  }

  /** An object by its name; undefined where the repository does not have it. */
  async object(oid: string): Promise<GitObject | undefined> {
    const known = this.#objects.get(oid);
    if (known !== undefined) return known;
    const found = OID.test(oid) ? await this.#reader.contents(oid) : undefined;
    if (found === undefined || found.size > CACHED_OBJECT) return found;
    if (this.#objects.size >= CACHED_OBJECTS) this.#objects.clear();
    this.#objects.set(oid, found);
    return found;
  }

  /** Kind and size of what a revision expression names; refs are read from the disk. */
  info(expression: string): Promise<ObjectInfo | undefined> {
    return this.#reader.info(expression);
  }

  async commit(oid: string): Promise<Commit | undefined> {
    const found = await this.object(oid);
    return found?.type === 'commit' ? parseCommit(oid, found.content) : undefined;
  }

  async tag(oid: string): Promise<Tag | undefined> {
    const found = await this.object(oid);
    return found?.type === 'tag' ? parseTag(oid, found.content) : undefined;
  }

  async tree(oid: string): Promise<TreeEntry[] | undefined> {
    const found = await this.object(oid);
    return found?.type === 'tree' ? parseTree(found.content) : undefined;
  }

  /**
   * The output of a git command whose arguments name objects only by their full
   * names: it can never change, so it is asked once.
   */
  immutable(args: readonly string[]): Promise<Buffer> {
    const key = args.join('\0');
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const asked = git(this.directory, args);
    if (this.#answers.size >= CACHED_ANSWERS) this.#answers.clear();
    this.#answers.set(key, asked);
    return asked;
  }

  close(): Promise<void> {
    return this.#reader.close();
  }
}
