import type { Digest } from '../../../src/domain/digest.ts';
import type { CommentHeard } from '../../../src/domain/journal.ts';
import { STAGED_CHART, STAGED_IMAGE, STAGING_HOST } from '../../stage/scenery.ts';
import { look } from '../sight.ts';
import { PEOPLE } from '../world/cast.ts';
import { shelfAt } from '../world/images.ts';
import type { World } from '../world/world.ts';

/** A comment as GitHub first took it, whether or not anybody was told. */
export interface Said {
  readonly id: number;
  readonly by: number;
  readonly body: string;
  /** Number of the candidate that the pages showed then; 0 before there was one. */
  readonly shown: number;
}

/**
 * What really happened, gathered beside Ringmaster: what its builds made, and what
 * people said. Nothing of Ringmaster's own is asked for it.
 */
export class Truth {
  readonly world: World;
  readonly #said = new Map<number, Said>();
  /** Digests that the project's own builds put under the tags of this release. */
  readonly honest = new Set<Digest>();
  #read = 0;

  constructor(world: World) {
    this.world = world;
  }

  /** Takes in what has happened since. */
  follow(): void {
    const { hooks } = this.world;
    for (; this.#read < hooks.length; this.#read += 1) {
      const hook = hooks[this.#read];
      const { action, comment } = hook?.payload ?? {};
      if (hook?.event !== 'issue_comment' || action !== 'created' || !isComment(comment)) continue;
      this.#said.set(comment.id, {
        id: comment.id,
        by: comment.user.id,
        body: comment.body,
        shown: candidateOn(this.world),
      });
    }
  }

  /** Called when the build of a tag has come to its end, before anybody can have touched it. */
  built(tag: string): void {
    const isChart = tag.startsWith('chart/');
    const shelf = shelfAt(
      this.world.state,
      `${STAGING_HOST}/${isChart ? STAGED_CHART : STAGED_IMAGE}`,
    );
    const digest = shelf.tags.get(isChart ? tag.slice('chart/'.length) : tag);
    if (digest !== undefined) this.honest.add(digest);
  }

  /** Whether the project's own build made it, or an owner has vouched for it. */
  isHonest(digest: string): boolean {
    const vouched = [...this.#said.values()].some(
      ({ by, body }) =>
        OWNERS.has(by) && body.startsWith('/confirm ') && digest.startsWith(confirmedIn(body)),
    );
    return vouched || [...this.honest].some((each) => each === digest);
  }

  said(id: number): Said | undefined {
    return this.#said.get(id);
  }

  get everythingSaid(): Iterable<Said> {
    return this.#said.values();
  }
}

/** Owners of the project, by id: nobody else's voice may ever count. */
export const OWNERS: ReadonlySet<number> = new Set(
  [PEOPLE.alice, PEOPLE.bob, PEOPLE.carol].map(({ id }) => id),
);

function confirmedIn(body: string): string {
  return /sha256:[0-9a-f]{12,}/.exec(body)?.[0] ?? 'nothing';
}

/** The newest candidate that can be read of: on a card, or in the words that tell of it. */
function candidateOn(world: World): number {
  const { ours, candidate } = look(world);
  const told = ours.map(({ body }) =>
    Number(/\brc(\d+) is cut|That is rc(\d+)/.exec(body)?.slice(1).find(Boolean) ?? 0),
  );
  return Math.max(candidate, ...told);
}

/** Whether words are an approval, by a rule of our own. */
export function approves(body: string): boolean {
  return /^\/(?:lgtm|approve)(?!\s+cancel\b)(?:\s|$)/m.test(body);
}

/** Whether what was heard takes somebody's support back. */
export function takesBack({ body, change }: Pick<CommentHeard, 'body' | 'change'>): boolean {
  return change !== 'created' || /^\/(?:lgtm|approve)\s+cancel\b/m.test(body);
}

/** Whether words stop a release, or let it go on, by a rule of our own; undefined where they do neither. */
export function objects(body: string): boolean | undefined {
  if (/^\/(?:hold|concern)\b/m.test(body)) return true;
  return /^\/(?:unhold|resolve)\b/m.test(body) ? false : undefined;
}

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly id: number };
}

function isComment(value: unknown): value is Comment {
  if (typeof value !== 'object' || value === null) return false;
  return 'id' in value && 'body' in value && 'user' in value;
}
