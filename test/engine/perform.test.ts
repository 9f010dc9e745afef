import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sha256 } from '../../src/adapters/hash.ts';
import type { EffectClass, LedgerLine } from '../../src/domain/effect.ts';
import { RingmasterError, type TroubleCode } from '../../src/domain/errors.ts';
import { readHistory } from '../../src/domain/history.ts';
import { chain, type Entry } from '../../src/domain/journal.ts';
import { after } from '../../src/domain/time.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { effectOf, perform } from '../../src/engine/perform.ts';
import type { Session } from '../../src/engine/session.ts';
import { SILENT } from '../support/log.ts';
import { candidate, candidateHistory, NOW, only, release } from '../support/release.ts';

const SETTLE = 90_000;

/** A session that only keeps a ledger and a journal, with a clock that a test turns. */
function desk() {
  let now = NOW;
  const ledger = new Map<string, LedgerLine>();
  let entries: readonly Entry[] = chain(
    undefined,
    [
      {
        kind: 'opened',
        release: release(),
        process: { blob: '', commit: '', text: '' },
        rosters: {},
      },
      { kind: 'candidate', candidate: candidate() },
    ],
    { at: NOW, hash: sha256 },
  );
  const wishes: string[] = [];
  const session = only<Session>('session', {
    engine: only<Engine>('engine', {
      clock: { now: () => now, sleep: async () => {}, every: () => ({ stop: async () => {} }) },
      log: SILENT,
      settings: { server: '', poll: 1, gather: 1, settle: SETTLE, sweep: 1 },
    }),
    current: candidateHistory(),
    ledger,
    lookAgain: (at: string) => wishes.push(at),
    commit: async ({ ledger: lines = [], events = [] }) => {
      for (const line of lines) ledger.set(line.effect.id, line);
      entries = [...entries, ...chain(entries.at(-1), events, { at: now, hash: sha256 })];
    },
  });
  Object.defineProperty(session, 'history', { get: () => readHistory(entries) });
  return {
    session,
    wishes,
    pass: (ms: number) => {
      now = after(now, ms);
    },
    told: () => entries.slice(2).map(({ event }) => event.kind),
    line: () => [...ledger.values()][0],
  };
}

function effect(kind: EffectClass) {
  return effectOf(sha256, { release: 'r', kind: 'reply', target: 't' }, { class: kind, what: {} });
}

function broken(code: TroubleCode): () => Promise<never> {
  return async () => {
    throw new RingmasterError(code, 'no');
  };
}

const nothing = async () => undefined;

describe('an effect', () => {
  test('is noted before and after, and not done twice', async () => {
    const { session, told, line } = desk();
    let made = 0;
    const deed = { look: nothing, make: async () => (made += 1) };
    assert.equal(await perform(session, effect('marker'), deed), true);
    assert.equal(await perform(session, effect('marker'), deed), true);
    assert.equal(made, 1);
    assert.deepEqual(told(), ['intended', 'outcome']);
    assert.deepEqual([line()?.state, line()?.found], ['done', 1]);
  });

  test('is noted before it is tried, so that a crash leaves a trace', async () => {
    const { session, told } = desk();
    const make = async () => {
      assert.deepEqual(told(), ['intended']);
    };
    await perform(session, effect('marker'), { look: nothing, make });
  });

  for (const kind of ['marker', 'natural-key', 'cas'] as const)
    test(`of class ${kind} whose outcome is unknown is looked for when it can have settled, and adopted`, async () => {
      const { session, wishes, pass, line } = desk();
      assert.equal(
        await perform(session, effect(kind), { look: nothing, make: broken('outcome-unknown') }),
        false,
      );
      const look = async () => ({ id: 7 });
      const make = broken('outcome-unknown');
      pass(SETTLE - 1);
      assert.equal(
        await perform(session, effect(kind), { look: broken('outside-garbled'), make }),
        false,
      );
      assert.equal(line()?.attempts, 1, 'too early even to look');
      assert.ok(wishes.includes(after(NOW, SETTLE)));
      pass(1);
      assert.equal(await perform(session, effect(kind), { look, make }), true);
      assert.deepEqual(line()?.found, { id: 7 });
    });

  test('that did not happen after all is done then', async () => {
    const { session, pass, line } = desk();
    await perform(session, effect('marker'), { look: nothing, make: broken('outcome-unknown') });
    pass(SETTLE);
    assert.equal(
      await perform(session, effect('marker'), { look: nothing, make: async () => 'made' }),
      true,
    );
    assert.deepEqual([line()?.attempts, line()?.found], [2, 'made']);
  });

  test('that cannot be looked up is never tried twice: a person has to say', async () => {
    const { session, pass, line } = desk();
    await perform(session, effect('blind'), { look: nothing, make: broken('outcome-unknown') });
    pass(SETTLE);
    const make = async () => assert.fail('it was tried twice');
    assert.equal(await perform(session, effect('blind'), { look: nothing, make }), false);
    assert.equal(line()?.state, 'failed');
    assert.match(JSON.stringify(line()?.found), /not known whether this happened/);
  });

  for (const code of ['access-missing', 'outside-refused', 'edit-refused'] as const)
    test(`that is refused for good (${code}) is not tried again by itself, and the journal says why`, async () => {
      const { session, told, line } = desk();
      assert.equal(
        await perform(session, effect('marker'), { look: nothing, make: broken(code) }),
        false,
      );
      assert.equal(
        await perform(session, effect('marker'), {
          look: nothing,
          make: async () => assert.fail('again'),
        }),
        false,
      );
      assert.equal(line()?.state, 'failed');
      assert.deepEqual(told(), ['intended', 'outcome']);
    });

  test('that meets a passing trouble is tried again later, and later each time', async () => {
    const { session, wishes, pass } = desk();
    for (let round = 0; round < 3; round += 1) {
      await perform(session, effect('marker'), {
        look: nothing,
        make: broken('outside-unreachable'),
      });
      pass(SETTLE);
    }
    const waits = wishes
      .map((at) => Date.parse(at) - Date.parse(NOW))
      .map((ms, index) => ms - index * SETTLE);
    assert.deepEqual(waits, [2000, 4000, 8000]);
  });

  test('stops the worker that has lost its lease', async () => {
    const { session } = desk();
    await assert.rejects(
      perform(session, effect('marker'), { look: nothing, make: broken('lease-lost') }),
    );
  });

  test('that hits a bug of ours is tried again, not called refused', async () => {
    const { session, line } = desk();
    const make = async () => {
      throw new TypeError('x is not a function');
    };
    assert.equal(await perform(session, effect('marker'), { look: nothing, make }), false);
    assert.equal(line()?.state, 'intended');
  });
});

test('the same intention has the same id, any other another', () => {
  const about = { release: 'r', kind: 'reply', target: 't' } as const;
  const id = (changes: Partial<{ release: string; target: string }>) =>
    effectOf(sha256, { ...about, ...changes }, { class: 'marker', what: Math.PI }).id;
  assert.equal(id({}), effect('marker').id);
  assert.notEqual(id({ target: 'u' }), id({}));
  assert.notEqual(id({ release: 's' }), id({}));
});
