import { sha256 } from '../../../src/adapters/hash.ts';
import type { CommentHeard, Entry, JournalEvent } from '../../../src/domain/journal.ts';
import type { Signoff } from '../../../src/domain/signoff.ts';
import { movedUnseen, unfinished, unfitToShip } from './instants.ts';
import { approves, OWNERS, objects, type Truth, takesBack } from './truth.ts';

/** Steps of the process whose effects leave the repository, and the ring that they belong to. */
const LAST_RING = 'ship';

/** Effects that carry a release on. Making drafts is one: what is drafted can be published by hand. */
const PUBLISHING: ReadonlySet<string> = new Set(['draft', 'publish']);

export interface Found {
  readonly rule: string;
  readonly words: string;
}

/** What the journal has said so far. */
export interface Known {
  readonly signoffs: Map<string, Signoff>;
  readonly facts: Map<string, string>;
  candidate: number;
  commit: string;
  cutBy: number | undefined;
  moved: boolean;
  closed: boolean;
  readonly rings: Set<string>;
  head: Pick<Entry, 'seq' | 'hash'>;
}

/**
 * Reads the journal as it grows, and judges every intention to publish at the very
 * instant when it is noted. The rules are written here once more, in a few lines
 * and from the promises, not from the code that they judge.
 */
export class JournalWatch {
  readonly #truth: Truth;
  readonly #known: Known = {
    signoffs: new Map(),
    facts: new Map(),
    candidate: 0,
    commit: '',
    cutBy: undefined,
    moved: false,
    closed: false,
    rings: new Set(),
    head: { seq: 0, hash: '0'.repeat(64) },
  };

  constructor(truth: Truth) {
    this.#truth = truth;
  }

  get head(): number {
    return this.#known.head.seq;
  }

  /** What is to be released, as the journal has it. */
  get commit(): string {
    return this.#known.commit;
  }

  get isClosed(): boolean {
    return this.#known.closed;
  }

  get isStopped(): boolean {
    return this.#known.moved;
  }

  /** @param kept everything that was said and is stored at this instant, judged or not. */
  take(entry: Entry, kept: readonly CommentHeard[]): readonly Found[] {
    const broken = this.#chained(entry);
    return [...broken, ...this.#judge(entry.event, kept)];
  }

  #chained({ seq, at, body, previous, hash }: Entry): readonly Found[] {
    const { head } = this.#known;
    const expected = sha256(`${head.hash}\n${seq}\n${at}\n${body}`);
    const fits = seq === head.seq + 1 && previous === head.hash && hash === expected;
    this.#known.head = { seq, hash };
    return fits ? [] : [{ rule: 'S7', words: `entry ${seq} does not follow entry ${head.seq}` }];
  }

  #judge(event: JournalEvent, kept: readonly CommentHeard[]): readonly Found[] {
    const known = this.#known;
    switch (event.kind) {
      case 'candidate':
        known.candidate = event.candidate.n;
        known.commit = event.candidate.commit;
        known.cutBy = event.candidate.cutBy?.id;
        known.moved = false;
        known.rings.clear();
        known.facts.clear();
        return [];
      case 'signed':
        known.signoffs.set(event.signoff.id, event.signoff);
        return this.#genuine(event.signoff);
      case 'withdrawn':
        for (const [id, { comment, choice }] of known.signoffs)
          if (comment === event.comment && choice !== 'cancel') known.signoffs.delete(id);
        return [];
      case 'fact':
        return this.#pinned(event.fact.key, event.fact.value);
      case 'moved':
        known.moved = true;
        return [];
      case 'ring':
        known.rings.add(event.ring);
        return this.#mayOpen(event.ring, kept);
      case 'intended':
        return PUBLISHING.has(event.of) ? this.#mayPublish(event.target, kept) : [];
      case 'closed':
        known.closed = true;
        return [...unfinished(this.#truth, known), ...objected('the end', kept)];
      default:
        return [];
    }
  }

  #mayOpen(ring: string, kept: readonly CommentHeard[]): readonly Found[] {
    const isLast = ring === LAST_RING;
    return [
      ...this.#mayGoOn(`ring ${ring} opens`, kept),
      ...(isLast ? unfitToShip(this.#truth, this.#known) : []),
    ];
  }

  /** A sign-off is what somebody really said. */
  #genuine({ comment, by, choice, candidate }: Signoff): readonly Found[] {
    const said = this.#truth.said(comment);
    if (said !== undefined && candidate > said.shown)
      return [{ rule: 'S2', words: `comment ${comment} counts for rc${candidate}, unseen then` }];
    const fits =
      said !== undefined && said.by === by.id && (choice !== 'approve' || approves(said.body));
    return fits ? [] : [{ rule: 'S2', words: `comment ${comment} was never said by ${by.login}` }];
  }

  #pinned(key: string, value: string): readonly Found[] {
    const before = this.#known.facts.get(key);
    this.#known.facts.set(key, value);
    if (before === undefined) return [];
    return [{ rule: 'S1', words: `${key} was pinned twice: ${before}, then ${value}` }];
  }

  #mayPublish(target: string, kept: readonly CommentHeard[]): readonly Found[] {
    const { rings, moved, closed } = this.#known;
    return [
      ...(rings.has(LAST_RING) ? [] : [{ rule: 'S4', words: `${target}: its ring is not open` }]),
      ...(moved ? [{ rule: 'S1', words: `${target}: published after a fact has moved` }] : []),
      ...(closed ? [{ rule: 'S2', words: `${target}: published after the end` }] : []),
      ...movedUnseen(this.#truth, this.#known, target),
      ...this.#mayGoOn(target, kept),
    ];
  }

  /** Two owners at least, who did not cut the candidate, have agreed to it and not taken that back; and nobody objects. */
  #mayGoOn(what: string, kept: readonly CommentHeard[]): readonly Found[] {
    return [...this.#isAgreed(what, kept), ...objected(what, kept)];
  }

  #isAgreed(what: string, kept: readonly CommentHeard[]): readonly Found[] {
    const agreed = this.#agreed();
    if (agreed.size < 2) return [{ rule: 'S2', words: `${what}: only ${agreed.size} agreed` }];
    for (const each of kept) {
      const standing = agreed.get(each.author.id);
      if (standing !== undefined && undoes(each, standing)) agreed.delete(each.author.id);
    }
    if (agreed.size >= 2) return [];
    return [{ rule: 'S9', words: `${what}: somebody had taken it back, and was not heard` }];
  }

  #agreed(): Map<number, Signoff> {
    const { signoffs, candidate, cutBy } = this.#known;
    const last = new Map<number, Signoff>();
    const spoken = [...signoffs.values()].filter(
      ({ step, choice }) => step.includes('owners') && choice !== 'confirm',
    );
    for (const signoff of spoken.toSorted((a, b) => a.comment - b.comment))
      last.set(signoff.by.id, signoff);
    const agreeing = [...last.values()].filter(
      (each) => each.choice === 'approve' && each.candidate === candidate,
    );
    const counting = agreeing.filter(({ by }) => OWNERS.has(by.id) && by.id !== cutBy);
    return new Map(counting.map((each) => [each.by.id, each]));
  }
}

/** An owner objects whose word was stored when this was noted; a stranger cannot lift that. */
function objected(what: string, kept: readonly CommentHeard[]): readonly Found[] {
  const words = kept
    .filter(({ author, change }) => OWNERS.has(author.id) && change === 'created')
    .toSorted((a, b) => a.id - b.id)
    .flatMap(({ body }) => objects(body) ?? []);
  return words.at(-1) === true ? [{ rule: 'S9', words: `${what}: while an owner objects` }] : [];
}

/** Whether what somebody said or did takes back an agreement of theirs. */
function undoes({ id, author, by, change, body }: CommentHeard, { comment }: Signoff): boolean {
  const isOwnChange = change !== 'created' && (by === undefined || by.id === author.id);
  if (isOwnChange) return id === comment;
  return change === 'created' && id > comment && takesBack({ change, body });
}
