import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CommentHeard } from '../../src/domain/journal.ts';
import { after } from '../../src/domain/time.ts';
import { comment, type Desk, openDesk } from '../support/desk.ts';
import { ALICE, BOB, CAROL, NOW } from '../support/release.ts';

/**
 * What happens at once: the branch moves, alice cuts a candidate, a card can be
 * read, bob or carol approve, and the worker gets to what has arrived by then.
 */
const HAPPENINGS = ['push', 'rc', 'card', 'bob', 'carol', 'look'] as const;
type Happening = (typeof HAPPENINGS)[number];

/** Plays happenings one second after the other, and remembers what people could know. */
class Race {
  readonly desk: Desk;
  #head = '0'.repeat(40);
  #second = 0;
  #waiting: CommentHeard[] = [];
  readonly #cards: { second: number; shows: string }[] = [];
  readonly #voices = new Map<string, number>();

  constructor() {
    this.desk = openDesk({ head: () => this.#head });
  }

  async play(happening: Happening): Promise<void> {
    this.#second += 1;
    switch (happening) {
      case 'push':
        this.#head = String(this.#second % 10).repeat(40);
        return;
      case 'rc':
        return this.#say(ALICE, '/rc');
      case 'card':
        return this.#show();
      case 'bob':
        return this.#say(BOB, '/lgtm');
      case 'carol':
        return this.#say(CAROL, '/lgtm');
      case 'look':
        return this.desk.hear(...this.#waiting.splice(0));
    }
  }

  /** What the release would be made of now. */
  candidate(): string {
    const { n, commit } = this.desk.history().candidates.at(-1)?.candidate ?? {};
    return `rc${n} ${commit}`;
  }

  /** What the newest card said that could be read before somebody’s last words. */
  seenBy(login: string): string | undefined {
    const spoken = this.#voices.get(login) ?? 0;
    return this.#cards.findLast(({ second }) => second < spoken)?.shows;
  }

  #say(by: typeof BOB, body: string): void {
    this.#waiting.push(comment(this.#second, by, body));
    this.#voices.set(by.login, this.#second);
  }

  #show(): void {
    const { n = 0 } = this.desk.history().candidates.at(-1)?.candidate ?? {};
    this.desk.shown(n, this.#second, after(NOW, this.#second * 1000));
    this.#cards.push({ second: this.#second, shows: this.candidate() });
  }
}

test('in whatever order pushes, new candidates, cards and approvals meet, nobody approves what could not be read', async () => {
  const orders = fc.array(fc.constantFrom(...HAPPENINGS), { minLength: 4, maxLength: 14 });
  let approved = 0;
  await fc.assert(
    fc.asyncProperty(orders, async (order) => {
      const race = new Race();
      for (const happening of order) await race.play(happening);
      await race.play('look');
      const counted = race.desk.counted();
      if (counted.length > 0) approved += 1;
      for (const login of counted) assert.equal(race.seenBy(login), race.candidate());
    }),
    { numRuns: 500 },
  );
  assert.ok(approved > 25, `approvals were won in ${approved} of 500 orders`);
});
