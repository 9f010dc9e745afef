import { join } from 'node:path';
import { MergeTests } from './actions/mergeability.ts';
import { GitRepository } from './git/git-repository.ts';
import { Hooks, type HooksOptions } from './hooks/hooks.ts';
import type { ForgeOptions } from './options.ts';
import { Verifier } from './signature/verifier.ts';
import { WebFlow } from './signature/web-flow.ts';
import type { Happening, Site } from './site.ts';
import type { Repository } from './world/repositories.ts';
import { existing, World } from './world/world.ts';

interface LiveSiteOptions extends ForgeOptions {
  /** Where the bare repositories lie. */
  readonly folder: string;
  readonly hooks: HooksOptions;
  readonly onChange: () => void;
}

/** The world of one running forge, with its repositories on disk and its way to tell Apps. */
export class LiveSite implements Site {
  readonly now: () => number;
  readonly world: World;
  readonly webFlow = new WebFlow();
  readonly verifier: Verifier;
  readonly mergeTests = new MergeTests();
  readonly sharedObjects: boolean;
  readonly lazyMergeability: boolean;
  readonly deliveries: Hooks;
  /** Known once the server listens. */
  url = '';
  readonly #options: LiveSiteOptions;
  readonly #repositories = new Map<number, GitRepository>();

  constructor(options: LiveSiteOptions) {
    this.#options = options;
    this.now = options.now ?? Date.now;
    this.world = new World(this.now, options.onChange);
    this.verifier = new Verifier(this.world, this.webFlow);
    this.sharedObjects = options.sharedObjects ?? true;
    this.lazyMergeability = options.lazyMergeability ?? true;
    this.deliveries = new Hooks(this, options.hooks);
  }

  get webUrl(): string {
    return this.#options.webUrl ?? this.url;
  }

  git({ id, name }: Repository): GitRepository {
    const found = this.#repositories.get(id);
    if (found === undefined) throw new Error(`${name} has no git repository`);
    return found;
  }

  async createGit(repository: Repository): Promise<GitRepository> {
    const { id, defaultBranch, parentId } = repository;
    const parent = parentId === undefined ? undefined : existing(this.world.repositories, parentId);
    const made = await GitRepository.create({
      directory: join(this.#options.folder, `${id}.git`),
      defaultBranch,
      sharedObjects: this.sharedObjects,
      ...(parent === undefined ? {} : { parent: this.git(parent) }),
    });
    this.#repositories.set(id, made);
    return made;
  }

  tell(happening: Happening): void {
    this.deliveries.tell(happening);
  }

  /** Ends what still runs: webhooks, merge tests, git. */
  async close(): Promise<void> {
    await this.deliveries.close();
    await this.mergeTests.settled();
    await Promise.all(Array.from(this.#repositories.values(), (git) => git.close()));
  }
}
