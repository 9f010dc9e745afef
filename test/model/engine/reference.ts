import type { VerdictState } from '../../../src/domain/verdict.ts';
import type { Who } from '../../sim/world/cast.ts';

/** Something that was said on the tracking issue. */
export interface Said {
  readonly comment: number;
  readonly by: Who;
  readonly word: '/lgtm' | '/lgtm cancel' | '/rc';
  /** The candidate that could be read before. */
  readonly seen: number;
}

const OWNERS: readonly Who[] = ['alice', 'bob', 'carol'];
const QUORUM = 2;

/**
 * What Ringmaster must make of all that happens, as the design has it: how people
 * are counted (V1 to V5, V8), what a moved fact does (L7), and what follows from
 * that. It does nothing by itself; it is told what happens, and `rest` tells that
 * Ringmaster has come to rest. Commits and tag objects are numbers.
 */
export class Reference {
  head = 0;
  signal: VerdictState = 'pending';
  tag: { readonly object: number; readonly commit: number } | undefined;
  parcel: { readonly commit: number; readonly state: 'underway' | 'held' | 'there' } | undefined;
  /** Commits that were brought to their place, in order. */
  readonly brought: number[] = [];
  isClosed = false;
  candidates: { readonly commit: number; readonly cutBy: Who }[] = [{ commit: 0, cutBy: 'alice' }];
  ring: 'propose' | 'ship' = 'propose';
  pinned: number | undefined;
  hasMoved = false;
  shown = 1;
  #voices: Said[] = [];
  #unheard: (Said | { readonly gone: number })[] = [];

  get candidate() {
    return this.candidates[this.candidates.length - 1] ?? { commit: 0, cutBy: 'alice' as const };
  }

  say(said: Omit<Said, 'seen'>): void {
    this.#unheard.push({ ...said, seen: this.shown });
  }

  /** An author edits or deletes a comment: it supports nothing any more. */
  takeBack(comment: number): void {
    this.#unheard.push({ gone: comment });
  }

  /** Who counts for the candidate that stands (V1, V3, V5): owners by their last word, the cutter apart. */
  get counted(): readonly Who[] {
    const n = this.candidates.length;
    const agree = (who: Who) => this.#voices.findLast(({ by }) => by === who)?.seen === n;
    return OWNERS.filter((who) => who !== this.candidate.cutBy && agree(who));
  }

  /** Ringmaster hears what was said, and does all that is to be done. */
  rest(): void {
    for (const each of this.#unheard.splice(0)) this.#hear(each);
    while (!this.isClosed && this.#step());
    if (!this.isClosed) this.shown = this.candidates.length;
  }

  #hear(each: Said | { readonly gone: number }): void {
    if (this.isClosed) return;
    if ('gone' in each) this.#voices = this.#voices.filter(({ comment }) => comment !== each.gone);
    else if (each.word === '/rc') this.#cut(each.by);
    else if (each.word === '/lgtm') this.#voices.push(each);
    else this.#voices = this.#voices.filter(({ by }) => by !== each.by);
  }

  /** L7: a new candidate, and nothing is carried over. */
  #cut(by: Who): void {
    if (!OWNERS.includes(by)) return;
    this.candidates.push({ commit: this.head, cutBy: by });
    this.ring = 'propose';
    this.pinned = undefined;
    this.hasMoved = false;
  }

  /** @returns whether something was done. */
  #step(): boolean {
    if (this.ring === 'propose') {
      const opens = this.signal === 'pass' && this.#isAgreed;
      if (opens) this.ring = 'ship';
      return opens;
    }
    this.#lookAtTag();
    if (this.hasMoved) return this.#hold();
    const isTagged = this.tag !== undefined && this.tag.object === this.pinned;
    return isTagged && this.#isAgreed && this.#ship();
  }

  /** Asked anew before anything is carried on: whoever takes back what was said stops it. */
  get #isAgreed(): boolean {
    return this.counted.length >= QUORUM;
  }

  #lookAtTag(): void {
    if (this.tag === undefined) return;
    if (this.pinned !== undefined) this.hasMoved ||= this.tag.object !== this.pinned;
    else if (this.tag.commit === this.candidate.commit) this.pinned = this.tag.object;
  }

  #hold(): boolean {
    const { parcel } = this;
    if (parcel?.state !== 'underway' || parcel.commit !== this.candidate.commit) return false;
    this.parcel = { ...parcel, state: 'held' };
    return true;
  }

  #ship(): boolean {
    const { commit } = this.candidate;
    if (this.parcel?.state === 'there') {
      this.isClosed = this.parcel.commit === commit;
      return false;
    }
    if (this.parcel?.commit === commit && this.parcel.state === 'underway') return false;
    if (this.parcel?.commit !== commit) this.brought.push(commit);
    this.parcel = { commit, state: 'underway' };
    return true;
  }
}
