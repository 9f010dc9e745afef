import type { CommentHeard } from '../../../src/domain/journal.ts';
import type { MemoryStore } from '../memory/memory-store.ts';
import type { ReleaseRecord } from '../memory/tables.ts';
import type { DoorAnswer } from '../post.ts';
import type { World } from '../world/world.ts';
import { EffectWatch } from './effect-watch.ts';
import { type Found, JournalWatch } from './journal-watch.ts';
import { Truth } from './truth.ts';

/** A promise that was broken, and when. */
export interface Violation extends Found {
  readonly moment: number;
}

/** Watches a run step by step, beside everything that Ringmaster knows of itself. */
export class Oracle {
  readonly truth: Truth;
  readonly violations: Violation[] = [];
  readonly #world: World;
  readonly #store: MemoryStore;
  #journal: JournalWatch;
  readonly #effects: EffectWatch;
  #last: ReleaseRecord | undefined;

  constructor(world: World, store: MemoryStore) {
    this.#world = world;
    this.#store = store;
    this.truth = new Truth(world);
    this.#journal = new JournalWatch(this.truth);
    this.#effects = new EffectWatch(world, this.truth, () => this.#journal.commit);
  }

  get isClosed(): boolean {
    return this.#journal.isClosed;
  }

  get isStopped(): boolean {
    return this.#journal.isStopped;
  }

  /** Called after every step. */
  look(): void {
    this.truth.follow();
    this.#readJournal();
    this.report(this.#effects.follow());
  }

  /** The store is as it was some time ago, and so is what can be known of it. */
  restored(): void {
    this.#journal = new JournalWatch(this.truth);
    this.#last = undefined;
    this.#readJournal({ isOld: true });
  }

  /** What is acknowledged is stored, and what is forged is neither. */
  atTheDoor({ guid, isForged, isAcknowledged }: DoorAnswer): void {
    const isStored = this.#store.tables.deliveries.has(guid);
    if (isForged && (isStored || isAcknowledged))
      this.report([{ rule: 'S2', words: `the forged ${guid} was taken in` }]);
    if (isAcknowledged && !isStored)
      this.report([{ rule: 'L1', words: `${guid} was acknowledged, and is not stored` }]);
  }

  report(found: readonly Found[]): void {
    for (const each of found) this.violations.push({ ...each, moment: this.#world.now });
  }

  #readJournal({ isOld = false } = {}): void {
    const [[id, record] = []] = this.#store.tables.releases;
    if (id === undefined || record === undefined || record === this.#last) return;
    this.#shrunk(record);
    this.#last = record;
    const { head } = this.#journal;
    if (record.entries.length === head) return;
    const kept = this.#kept(id);
    for (const entry of record.entries.slice(head)) {
      const found = this.#journal.take(entry, kept);
      if (!isOld) this.report(found);
    }
  }

  /** S7: the ledger never shrinks, and neither does the journal. */
  #shrunk({ entries, ledger }: ReleaseRecord): void {
    const before = this.#last;
    if (before === undefined) return;
    const gone = [...before.ledger.keys()].filter((key) => !ledger.has(key));
    if (gone.length > 0 || entries.length < before.entries.length)
      this.report([{ rule: 'S7', words: 'the ledger or the journal got shorter' }]);
  }

  #kept(release: string): readonly CommentHeard[] {
    const kept = this.#store.tables.comments.get(release);
    return [...(kept?.values() ?? [])].map(({ comment }) => comment);
  }
}
