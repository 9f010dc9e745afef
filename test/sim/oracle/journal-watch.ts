import { sha256 } from '../../../src/adapters/hash.ts';
import type { CommentHeard, Entry, JournalEvent } from '../../../src/domain/journal.ts';
import type { Signoff } from '../../../src/domain/signoff.ts';
import { approves, OWNERS, type Truth, takesBack } from './truth.ts';

/** Steps of the process whose effects leave the repository, and the ring that they belong to. */
const LAST_RING = 'ship';

/** Effects that carry a release on. Making drafts is one: what is drafted can be published by hand. */
const PUBLISHING: ReadonlySet<string> = new Set(['draft', 'publish']);

export interface Found {
  readonly rule: string;
  readonly words: string;
}

interface Known {
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

  /** @param unheard what is stored and was not judged yet, at this instant. */
  take(entry: Entry, unheard: readonly CommentHeard[]): readonly Found[] {
    const broken = this.#chained(entry);
    return [...broken, ...this.#judge(entry.event, unheard)];
  }

  #chained({ seq, at, body, previous, hash }: Entry): readonly Found[] {
    const { head } = this.#known;
    const expected = sha256(`${head.hash}\n${seq}\n${at}\n${body}`);
    const fits = seq === head.seq + 1 && previous === head.hash && hash === expected;
    this.#known.head = { seq, hash };
    return fits ? [] : [{ rule: 'S7', words: `entry ${seq} does not follow entry ${head.seq}` }];
  }

  #judge(event: JournalEvent, unheard: readonly CommentHeard[]): readonly Found[] {
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
        return this.#mayGoOn(`ring ${event.ring} opens`, unheard);
      case 'intended':
        return PUBLISHING.has(event.of) ? this.#mayPublish(event.target, unheard) : [];
      case 'closed':
        known.closed = true;
        return [];
      default:
        return [];
    }
  }

  /** A sign-off is what somebody really said. */
  #genuine({ comment, by, choice }: Signoff): readonly Found[] {
    const said = this.#truth.said(comment);
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

  #mayPublish(target: string, unheard: readonly CommentHeard[]): readonly Found[] {
    const { rings, moved, closed } = this.#known;
    return [
      ...(rings.has(LAST_RING) ? [] : [{ rule: 'S4', words: `${target}: its ring is not open` }]),
      ...(moved ? [{ rule: 'S1', words: `${target}: published after a fact has moved` }] : []),
      ...(closed ? [{ rule: 'S2', words: `${target}: published after the end` }] : []),
      ...this.#mayGoOn(target, unheard),
    ];
  }

  /** Two owners at least, who did not cut the candidate, have agreed to it and not taken that back. */
  #mayGoOn(what: string, unheard: readonly CommentHeard[]): readonly Found[] {
    const agreed = this.#agreed();
    if (agreed.size < 2) return [{ rule: 'S2', words: `${what}: only ${agreed.size} agreed` }];
    for (const { author, change, body } of unheard)
      if (takesBack({ change, body })) agreed.delete(author.id);
    if (agreed.size >= 2) return [];
    return [{ rule: 'S9', words: `${what}: somebody had taken it back, and was not heard` }];
  }

  #agreed(): Set<number> {
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
    const ids = agreeing.map(({ by }) => by.id);
    return new Set(ids.filter((id) => OWNERS.has(id) && id !== cutBy));
  }
}
