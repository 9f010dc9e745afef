import { mergedTree } from '../git/merge.ts';
import type { Site } from '../site.ts';
import type { PullRequest } from '../world/issues.ts';
import { existing } from '../world/world.ts';

/** Whether a pull request can be merged, as far as it is known, and GitHub's word for it. */
export interface Mergeability {
  readonly mergeable: boolean | null;
  readonly state: 'clean' | 'dirty' | 'draft' | 'unknown';
}

/** Nobody has found out yet. */
export const UNKNOWN: Mergeability = { mergeable: null, state: 'unknown' };

/**
 * Finds out whether pull requests can be merged. As on GitHub the first
 * question after a change only starts the search and is answered with
 * "unknown"; no event tells when it is done.
 */
export class MergeTests {
  readonly #done = new Map<string, boolean>();
  readonly #running = new Map<string, Promise<void>>();

  async of(site: Site, issue: PullRequest): Promise<Mergeability> {
    if (issue.state === 'closed') return UNKNOWN;
    const git = site.git(existing(site.world.repositories, issue.repositoryId));
    const { pull } = issue;
    const base = git.refs.get(`refs/heads/${pull.baseRef}`) ?? pull.baseOid;
    const key = `${base} ${pull.headOid}`;
    const known = this.#done.get(key);
    if (known !== undefined) return described(known, pull.draft);
    const search =
      this.#running.get(key) ?? this.#search(key, () => mergedTree(git, base, pull.headOid));
    if (site.lazyMergeability) return UNKNOWN;
    await search;
    return this.of(site, issue);
  }

  /** Resolves when no search is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  #search(key: string, merge: () => Promise<string | undefined>): Promise<void> {
    const search = merge()
      .then((tree) => {
        this.#done.set(key, tree !== undefined);
      })
      .finally(() => this.#running.delete(key));
    this.#running.set(key, search);
    return search;
  }
}

function described(mergeable: boolean, draft: boolean): Mergeability {
  if (!mergeable) return { mergeable, state: 'dirty' };
  return { mergeable, state: draft ? 'draft' : 'clean' };
}
