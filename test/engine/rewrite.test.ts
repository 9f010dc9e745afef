import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sha256 } from '../../src/adapters/hash.ts';
import { RingmasterError, type TroubleCode } from '../../src/domain/errors.ts';
import { after, type Instant } from '../../src/domain/time.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { rewrite } from '../../src/engine/rewrite.ts';
import type { Session } from '../../src/engine/session.ts';
import type { Card } from '../../src/plugin/store.ts';
import { SILENT } from '../support/log.ts';
import { NOW, only } from '../support/release.ts';

const SETTLE = 90_000;
const GATHER = 5_000;
const POLL = 1_000;

/** A card that says “old”, a clock that a test turns, and a GitHub that takes what it is given. */
function desk(changes: Partial<Card> = {}) {
  let now: Instant = after(NOW, 60_000);
  const written: string[] = [];
  const wishes: Instant[] = [];
  let trouble: Error | undefined;
  let card: Card = {
    key: 'ring/ship',
    comment: 7,
    hash: sha256('old'),
    writtenAt: NOW,
    ...changes,
  };
  /** What is stored outlives a worker; his session does not. */
  const session = only<Session>('session', {
    engine: only<Engine>('engine', {
      hash: sha256,
      log: SILENT,
      settings: { server: '', poll: POLL, gather: GATHER, settle: SETTLE, sweep: 1 },
    }),
    urgent: false,
    now: () => now,
    lookAgain: (at) => void wishes.push(at),
    commit: async ({ cards = [] }) => {
      card = cards[0] ?? card;
    },
  });
  return {
    written,
    wishes,
    get card() {
      return card;
    },
    now: () => now,
    pass: (ms: number) => {
      now = after(now, ms);
    },
    /** Everything that is written from now on ends like this, and whatever it is has come to pass. */
    breakWith: (error: Error | undefined) => {
      trouble = error;
    },
    write: (text = 'new', first = false) =>
      rewrite(session, card, {
        text,
        first,
        write: async () => {
          written.push(text);
          if (trouble !== undefined) throw trouble;
        },
      }),
  };
}

const broken = (code: TroubleCode, wait?: number) =>
  new RingmasterError(code, 'no', wait === undefined ? {} : { wait });

describe('a text that is edited in place', () => {
  test('is written where it differs from what stands there, and not where it does not', async () => {
    const at = desk();
    assert.equal(await at.write('old'), true);
    assert.deepEqual(at.written, []);
    assert.equal(await at.write(), true);
    assert.equal(await at.write(), true);
    assert.deepEqual(at.written, ['new']);
    assert.deepEqual(at.card, { ...at.card, hash: sha256('new'), writtenAt: at.now() });
    assert.equal(at.card.unsure, undefined);
  });

  test('is held back while changes are gathered, but for one that nobody has seen yet', async () => {
    const at = desk({ writtenAt: after(NOW, 59_000) });
    assert.equal(await at.write(), false);
    assert.deepEqual([at.written, at.wishes], [[], [after(NOW, 59_000 + GATHER)]]);
    assert.equal(await at.write('new', true), true);
  });

  test('whose edit has an unknown outcome is written again, once that must have settled', async () => {
    const at = desk();
    const begun = at.now();
    at.breakWith(broken('outcome-unknown'));
    assert.equal(await at.write(), false);
    assert.equal(at.card.unsure, begun);
    at.breakWith(undefined);
    at.pass(GATHER);
    assert.equal(await at.write('newer'), false, 'the first edit may still come to pass');
    assert.equal(at.card.unsure, begun);
    at.pass(SETTLE - GATHER - 1);
    assert.equal(await at.write('newer'), false);
    assert.equal(at.wishes.at(-1), after(begun, SETTLE));
    assert.deepEqual(at.written, ['new', 'newer']);
    at.pass(1);
    assert.equal(await at.write('newer'), true);
    assert.deepEqual(at.written, ['new', 'newer', 'newer']);
    assert.equal(at.card.unsure, undefined);
    assert.equal(await at.write('newer'), true);
    assert.equal(at.written.length, 3);
  });

  for (const code of ['outside-refused', 'outside-limited'] as const)
    test(`whose edit was refused (${code}) is certain: one further edit is the last`, async () => {
      const at = desk();
      at.breakWith(broken(code));
      assert.equal(await at.write(), false);
      assert.equal(at.card.unsure, undefined);
      at.breakWith(undefined);
      assert.equal(await at.write(), true);
      at.pass(2 * SETTLE);
      assert.equal(await at.write(), true);
      assert.deepEqual(at.written, ['new', 'new']);
    });

  test('stays uncertain for an earlier edit, though a later one is refused', async () => {
    const begun = after(NOW, 59_000);
    const at = desk({ unsure: begun });
    at.breakWith(broken('outside-refused'));
    assert.equal(await at.write(), false);
    assert.equal(at.card.unsure, begun);
  });

  test('stays uncertain where the edit that was to make it certain is refused', async () => {
    const begun = after(NOW, -2 * SETTLE);
    const at = desk({ unsure: begun, hash: sha256('new') });
    at.breakWith(broken('outside-limited'));
    assert.equal(await at.write(), false);
    assert.equal(at.card.unsure, begun);
    at.breakWith(undefined);
    assert.equal(await at.write(), true);
    assert.deepEqual([at.card.unsure, at.written.at(-1)], [undefined, 'new']);
  });

  test('is uncertain from before the edit on, so that a worker who dies over it leaves that behind', async () => {
    const at = desk();
    at.breakWith(new TypeError('the process is gone'));
    await assert.rejects(at.write(), TypeError);
    const { unsure } = at.card;
    assert.equal(unsure, at.now());
    const restarted = desk({ ...at.card, hash: sha256('new') });
    assert.equal(await restarted.write(), false, 'what stands there may be overwritten yet');
    restarted.pass(SETTLE);
    assert.equal(await restarted.write(), true);
    assert.deepEqual(restarted.written, ['new']);
  });

  test('is looked at again after the time that GitHub names, and else soon', async () => {
    for (const [wait, later] of [
      [7_000, 7_000],
      [undefined, POLL],
    ] as const) {
      const at = desk();
      at.breakWith(broken('outside-limited', wait));
      await at.write();
      assert.equal(at.wishes.at(-1), after(at.now(), later));
    }
  });

  test('is left to whoever holds the lease now', async () => {
    const at = desk();
    at.breakWith(broken('lease-lost'));
    await assert.rejects(at.write(), { code: 'lease-lost' });
  });
});
