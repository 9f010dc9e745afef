import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { sha256 } from '../../src/adapters/hash.ts';
import { chain, type Entry, firstBroken, type JournalEvent } from '../../src/domain/journal.ts';
import { after, type Instant } from '../../src/domain/time.ts';
import { BOB, NOW, signoff } from '../support/release.ts';

/** Words that people may put into a comment, with all that JSON and UTF-8 make of them. */
const words = fc.string({ unit: 'binary', maxLength: 12 });

const event: fc.Arbitrary<JournalEvent> = fc.oneof(
  words.map((note): JournalEvent => ({ kind: 'signed', signoff: signoff(BOB, { note }) })),
  words.map((ring): JournalEvent => ({ kind: 'ring', candidate: 1, ring })),
  fc
    .record({ effect: words, found: fc.jsonValue() })
    .map((more): JournalEvent => ({ kind: 'outcome', state: 'done', ...more })),
);

/** A journal that was written in several sittings, each at its own time. */
const journal = fc
  .array(fc.array(event, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 })
  .map((sittings) => chained(sittings, (sitting) => after(NOW, sitting * 1000)));

/** A journal, and one of its entries. */
const marked = journal.chain((entries) =>
  fc.record({ entries: fc.constant(entries), index: fc.nat(entries.length - 1) }),
);

const PARTS = ['at', 'body', 'previous', 'hash'] as const;

test('whatever is chained holds together, in one sitting or in many', () => {
  fc.assert(
    fc.property(journal, (entries) => {
      assert.equal(firstBroken(entries, sha256), undefined);
      assert.deepEqual(
        entries.map(({ seq }) => seq),
        entries.map((_, index) => index + 1),
      );
    }),
  );
});

test('what was chained says the same however often it was interrupted', () => {
  const events = fc.array(event, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(events, (all) => {
      const whole = chain(undefined, all, { at: NOW, hash: sha256 });
      assert.deepEqual(
        chained(
          all.map((one) => [one]),
          () => NOW,
        ),
        whole,
      );
    }),
  );
});

describe('the first broken entry is named', () => {
  for (const part of PARTS)
    test(`when one letter of its ${part} is another one`, () => {
      fc.assert(
        fc.property(marked, fc.nat(), fc.integer({ min: 1, max: 127 }), (at, place, flip) => {
          const entries = forged(at, part, flipped(part, { at, place, flip }));
          assert.equal(firstBroken(entries, sha256), at.index + 1);
        }),
      );
    });

  test('when it has another number', () => {
    fc.assert(
      fc.property(marked, fc.integer({ min: -3, max: 99 }), ({ entries, index }, seq) => {
        fc.pre(seq !== index + 1);
        const changed = entries.map((entry, at) => (at === index ? { ...entry, seq } : entry));
        assert.equal(firstBroken(changed, sha256), index + 1);
      }),
    );
  });

  test('when it is left out, unless it was the last: its absence shows in the head alone', () => {
    fc.assert(
      fc.property(marked, ({ entries, index }) => {
        const isLast = index === entries.length - 1;
        const left = entries.toSpliced(index, 1);
        assert.equal(firstBroken(left, sha256), isLast ? undefined : index + 1);
        if (isLast) assert.notEqual(left.at(-1)?.hash, entries.at(-1)?.hash);
      }),
    );
  });

  test('when two have changed places', () => {
    fc.assert(
      fc.property(marked, fc.nat(), ({ entries, index }, chance) => {
        const other = chance % entries.length;
        const [one, two] = [entries[index], entries[other]];
        fc.pre(one !== undefined && two !== undefined && other !== index);
        const swapped = entries.with(index, two).with(other, one);
        assert.equal(firstBroken(swapped, sha256), Math.min(index, other) + 1);
      }),
    );
  });

  test('when one is put in, chained as it should be to the one before', () => {
    fc.assert(
      fc.property(marked, event, ({ entries, index }, more) => {
        const before = entries.slice(0, index);
        const put = chain(before.at(-1), [more], { at: NOW, hash: sha256 });
        const found = firstBroken([...before, ...put, ...entries.slice(index)], sha256);
        assert.equal(found, index + 2, 'what is put in holds, the entry behind it does not');
      }),
    );
  });

  test('when it was written anew with a hash of its own, at the entry behind it', () => {
    fc.assert(
      fc.property(marked, event, ({ entries, index }, more) => {
        const [anew] = chain(entries[index - 1], [more], { at: NOW, hash: sha256 });
        fc.pre(anew !== undefined && anew.hash !== entries[index]?.hash);
        const isLast = index === entries.length - 1;
        const changed = entries.with(index, anew);
        assert.equal(firstBroken(changed, sha256), isLast ? undefined : index + 2);
        if (isLast) assert.notEqual(anew.hash, entries[index]?.hash);
      }),
    );
  });
});

/** What one sitting after the other has chained. */
function chained(
  sittings: readonly (readonly JournalEvent[])[],
  at: (sitting: number) => Instant,
): readonly Entry[] {
  const entries: Entry[] = [];
  for (const [sitting, events] of sittings.entries())
    entries.push(...chain(entries.at(-1), events, { at: at(sitting), hash: sha256 }));
  return entries;
}

interface Marked {
  readonly entries: readonly Entry[];
  readonly index: number;
}

function forged({ entries, index }: Marked, part: (typeof PARTS)[number], text: string) {
  return entries.map((entry, at) => (at === index ? { ...entry, [part]: text } : entry));
}

/** A part of the marked entry with some bits of one letter turned. */
function flipped(
  part: (typeof PARTS)[number],
  { at, place, flip }: { readonly at: Marked; readonly place: number; readonly flip: number },
): string {
  const text = at.entries[at.index]?.[part] ?? '';
  const where = place % text.length;
  const letter = String.fromCharCode(text.charCodeAt(where) ^ flip);
  return `${text.slice(0, where)}${letter}${text.slice(where + 1)}`;
}
