import {
  LIST_PATH,
  LISTS,
  PRODUCTION_HOST,
  PROJECT,
  PROMOTED_CHART,
  PROMOTED_IMAGE,
} from '../../stage/scenery.ts';
import { taggedCommit } from '../world/deeds/code.ts';
import type { WorldEffect } from '../world/ground.ts';
import { shelfAt } from '../world/images.ts';
import { filesAtHead, repositoryIn } from '../world/state.ts';
import type { World } from '../world/world.ts';
import { STALE } from './instants.ts';
import type { Found } from './journal-watch.ts';
import type { Truth } from './truth.ts';

const MARK = /<!-- ringmaster:effect=([0-9a-f]{32}) -->/;
const DIGEST = /sha256:[0-9a-f]{64}/g;

/** What may be made once in a release, and by what it is known again. */
const ONCE: Readonly<Partial<Record<WorldEffect['kind'], (effect: WorldEffect) => string>>> = {
  comment: ({ value }) => markIn(value),
  'issue-opened': ({ value }) => markIn(value),
  message: ({ value }) => value.split('\n')[0] ?? '',
  'pull-opened': ({ target }) => target.split('#')[0] ?? '',
  branch: ({ target }) => target,
  'release-drafted': ({ target }) => target,
  'release-published': ({ target }) => target,
  'issue-closed': ({ target }) => target,
};

/** Judges every change that Ringmaster makes outside, as it arrives there. */
export class EffectWatch {
  readonly #world: World;
  readonly #truth: Truth;
  readonly #commit: () => string;
  readonly #seen = new Map<string, number>();
  readonly #listBefore: string;
  #read = 0;

  constructor(world: World, truth: Truth, commit: () => string) {
    this.#world = world;
    this.#truth = truth;
    this.#commit = commit;
    this.#listBefore = filesAtHead(world.state, LISTS).get(LIST_PATH)?.text ?? '';
  }

  /** What is wrong with what was changed since. */
  follow(): readonly Found[] {
    const found: Found[] = [];
    const { effects } = this.#world;
    for (; this.#read < effects.length; this.#read += 1) {
      const effect = effects[this.#read];
      if (effect !== undefined) found.push(...this.#judge(effect));
    }
    return found;
  }

  #judge(effect: WorldEffect): readonly Found[] {
    return [...this.#once(effect), ...this.#content(effect)];
  }

  #once(effect: WorldEffect): readonly Found[] {
    const name = ONCE[effect.kind]?.(effect);
    if (name === undefined) return [];
    const key = `${effect.kind} ${name}`;
    const count = (this.#seen.get(key) ?? 0) + 1;
    this.#seen.set(key, count);
    return count === 1 ? [] : [{ rule: 'S3', words: `${key} was made ${count} times` }];
  }

  #content({ kind, target, value }: WorldEffect): readonly Found[] {
    switch (kind) {
      case 'commit':
        return target.startsWith(PROJECT) ? this.#fix(value) : this.#list(value);
      case 'release-published':
        return value === this.#commit() || this.#wasFitLately(target)
          ? []
          : [{ rule: 'S1', words: `${target} was published at ${value}` }];
      case 'message':
        return this.#announced(target);
      case 'tag':
        return [{ rule: 'S8', words: `${target} was tagged by Ringmaster` }];
      default:
        return [];
    }
  }

  /** GitHub cannot publish "only if the tag is still there": whoever moves it in that moment is seen afterwards. */
  #wasFitLately(target: string): boolean {
    const tag = target.slice(target.indexOf('@') + 1);
    return this.#world
      .since(this.#world.now - STALE)
      .some((state) => taggedCommit(state, repositoryIn(state, PROJECT), tag) === this.#commit());
  }

  /** Only additions, and only of what the project's own builds made. */
  #list(text: string): readonly Found[] {
    const before = this.#listBefore.split('\n');
    const added = text.split('\n');
    for (const line of before) {
      const place = added.indexOf(line);
      if (place < 0) return [{ rule: 'S8', words: `the line “${line}” of the list is gone` }];
      added.splice(place, 1);
    }
    const digests = added.flatMap((line) => line.match(DIGEST) ?? []);
    const foreign = digests.find((digest) => !this.#truth.isHonest(digest));
    if (foreign !== undefined) return [{ rule: 'S1', words: `${foreign} was proposed` }];
    const others = added.filter((line) => line !== '' && !DIGESTS_AND_TAGS.test(line));
    return others.map((line) => ({ rule: 'S8', words: `the list got the line “${line}”` }));
  }

  #fix(text: string): readonly Found[] {
    return text.includes('appVersion: "v0.1.0"') ? [] : [{ rule: 'S8', words: 'an odd fix' }];
  }

  /** What is announced can be had, and is what the project built; what is spoilt in that very moment is seen afterwards. */
  #announced(target: string): readonly Found[] {
    const world = this.#world;
    return [[PROMOTED_IMAGE, 'v0.1.0'] as const, [PROMOTED_CHART, '0.1.0'] as const].flatMap(
      ([path, tag]) => {
        const served = world
          .since(world.now - STALE)
          .map((state) => shelfAt(state, `${PRODUCTION_HOST}/${path}`).tags.get(tag));
        return served.some((digest) => this.#isHonest(digest))
          ? []
          : [{ rule: 'S1', words: `${path}:${tag} was announced in ${target}: ${served.at(-1)}` }];
      },
    );
  }

  #isHonest(digest: string | undefined): boolean {
    return digest !== undefined && this.#truth.isHonest(digest);
  }
}

const DIGESTS_AND_TAGS = /^\s*"sha256:[0-9a-f]{64}": \["v?0\.1\.0"\]$/;

function markIn(text: string): string {
  return MARK.exec(text)?.[1] ?? text;
}
