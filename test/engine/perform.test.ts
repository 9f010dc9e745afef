import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sha256 } from '../../src/adapters/hash.ts';
import type { EffectClass, EffectKind, LedgerLine } from '../../src/domain/effect.ts';
import { RingmasterError, type TroubleCode } from '../../src/domain/errors.ts';
import { after } from '../../src/domain/time.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { type Account, effectOf, perform } from '../../src/engine/perform.ts';
import { SILENT } from '../support/log.ts';
import { SILENT_METER } from '../support/meter.ts';
import { NOW, only } from '../support/release.ts';

const SETTLE = 90_000;

/** A ledger with a clock that a test turns. */
function desk({ looksFirst = false } = {}) {
  let now = NOW;
  const ledger = new Map<string, LedgerLine>();
  const notes: LedgerLine[] = [];
  const wishes: string[] = [];
  const account: Account = {
    key: 'r',
    engine: only<Engine>('engine', {
      log: SILENT,
      meter: SILENT_METER,
      settings: { server: '', poll: 1, gather: 1, settle: SETTLE, sweep: 1 },
    }),
    ledger,
    looksFirst,
    now: () => now,
    lookAgain: (at) => wishes.push(at),
    note: async (line) => {
      ledger.set(line.effect.id, line);
      notes.push(line);
    },
  };
  return {
    account,
    wishes,
    pass: (ms: number) => {
      now = after(now, ms);
    },
    told: () => notes.map(({ state }) => state),
    line: () => [...ledger.values()][0],
  };
}

function effect(form: EffectClass, kind: EffectKind = 'reply') {
  return effectOf(sha256, { account: 'r', kind, target: 't' }, { class: form, what: {} });
}

function broken(code: TroubleCode): () => Promise<never> {
  return async () => {
    throw new RingmasterError(code, 'no');
  };
}

const nothing = async () => undefined;

describe('an effect', () => {
  test('is noted before and after, and not done twice', async () => {
    const { account, told, line } = desk();
    let made = 0;
    const deed = { look: nothing, make: async () => (made += 1) };
    assert.equal(await perform(account, effect('marker'), deed), true);
    assert.equal(await perform(account, effect('marker'), deed), true);
    assert.equal(made, 1);
    assert.deepEqual(told(), ['intended', 'done']);
    assert.deepEqual([line()?.state, line()?.found], ['done', 1]);
  });

  test('is noted before it is tried, so that a crash leaves a trace', async () => {
    const { account, told } = desk();
    const make = async () => {
      assert.deepEqual(told(), ['intended']);
    };
    await perform(account, effect('marker'), { look: nothing, make });
  });

  for (const kind of ['marker', 'natural-key', 'cas'] as const)
    test(`of class ${kind} whose outcome is unknown is looked for when it can have settled, and adopted`, async () => {
      const { account, wishes, pass, line } = desk();
      assert.equal(
        await perform(account, effect(kind), { look: nothing, make: broken('outcome-unknown') }),
        false,
      );
      const look = async () => ({ id: 7 });
      const make = broken('outcome-unknown');
      pass(SETTLE - 1);
      assert.equal(
        await perform(account, effect(kind), { look: broken('outside-garbled'), make }),
        false,
      );
      assert.equal(line()?.attempts, 1, 'too early even to look');
      assert.ok(wishes.includes(after(NOW, SETTLE)));
      pass(1);
      assert.equal(await perform(account, effect(kind), { look, make }), true);
      assert.deepEqual(line()?.found, { id: 7 });
    });

  test('that did not happen after all is done then', async () => {
    const { account, pass, line } = desk();
    await perform(account, effect('marker'), { look: nothing, make: broken('outcome-unknown') });
    pass(SETTLE);
    assert.equal(
      await perform(account, effect('marker'), { look: nothing, make: async () => 'made' }),
      true,
    );
    assert.deepEqual([line()?.attempts, line()?.found], [2, 'made']);
  });

  test('that cannot be looked up is never tried twice: a person has to say', async () => {
    const { account, pass, line } = desk();
    await perform(account, effect('blind'), { look: nothing, make: broken('outcome-unknown') });
    pass(SETTLE);
    const make = async () => assert.fail('it was tried twice');
    assert.equal(await perform(account, effect('blind'), { look: nothing, make }), false);
    assert.equal(line()?.state, 'failed');
    assert.match(JSON.stringify(line()?.found), /not known whether this happened/);
  });

  for (const code of ['access-missing', 'outside-refused', 'edit-refused'] as const)
    test(`that is refused for good (${code}) is not tried again by itself, and the journal says why`, async () => {
      const { account, told, line } = desk();
      const publication = effect('natural-key', 'publish');
      const again = async () => assert.fail('again');
      assert.equal(
        await perform(account, publication, { look: nothing, make: broken(code) }),
        false,
      );
      assert.equal(await perform(account, publication, { look: nothing, make: again }), false);
      assert.equal(line()?.state, 'failed');
      assert.deepEqual(told(), ['intended', 'failed']);
    });

  for (const kind of ['issue', 'card', 'close', 'hold', 'resume'] as const)
    test(`without which nothing goes on, or something that must not does (${kind}), is tried again however often it is refused`, async () => {
      const { account, wishes, pass, line } = desk();
      for (let tries = 1; tries <= 12; tries += 1) {
        await perform(account, effect('marker', kind), {
          look: nothing,
          make: broken('access-missing'),
        });
        assert.deepEqual([line()?.state, line()?.attempts], ['intended', tries]);
        const [wish = ''] = wishes.slice(-1);
        assert.ok(wish > account.now() && wish <= after(account.now(), 300_000));
        pass(300_000);
      }
      assert.equal(
        await perform(account, effect('marker', kind), { look: nothing, make: async () => 1 }),
        true,
      );
    });

  test('of courtesy is tried again at once when it was refused, and given up after a while', async () => {
    const { account, pass, told, line } = desk();
    for (let tries = 1; tries <= 5; tries += 1) {
      assert.equal(line()?.state ?? 'intended', 'intended');
      await perform(account, effect('marker'), {
        look: nothing,
        make: broken('outside-refused'),
      });
      pass(60_000);
    }
    assert.equal(line()?.state, 'failed');
    assert.equal(told().filter((state) => state === 'failed').length, 1);
  });

  test('that meets a passing trouble is tried again later, and later each time', async () => {
    const { account, wishes, pass } = desk();
    for (let round = 0; round < 3; round += 1) {
      await perform(account, effect('marker'), {
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
    const { account } = desk();
    await assert.rejects(
      perform(account, effect('marker'), { look: nothing, make: broken('lease-lost') }),
    );
  });

  test('that hits a bug of ours is tried again, and not for ever', async () => {
    const { account, pass, line } = desk();
    const make = async () => {
      throw new TypeError('x is not a function');
    };
    const states: unknown[] = [];
    for (let round = 0; round < 5; round += 1) {
      assert.equal(await perform(account, effect('marker'), { look: nothing, make }), false);
      states.push(line()?.state);
      pass(SETTLE);
    }
    assert.deepEqual(states, ['intended', 'intended', 'intended', 'intended', 'failed']);
    assert.match(JSON.stringify(line()?.found), /error inside Ringmaster/);
  });

  test('is looked for before the first attempt where the ledger may have forgotten it', async () => {
    const { account, line } = desk({ looksFirst: true });
    const make = async () => assert.fail('it was there already');
    const look = async () => ({ id: 7 });
    assert.equal(await perform(account, effect('marker'), { look, make }), true);
    assert.deepEqual(line()?.found, { id: 7 });
  });

  test('that cannot be looked up is left to a person where the ledger may have forgotten it', async () => {
    const { account, line } = desk({ looksFirst: true });
    const make = async () => assert.fail('it may have happened before');
    assert.equal(await perform(account, effect('blind'), { look: nothing, make }), false);
    assert.equal(line()?.state, 'failed');
  });

  test('is told until when it may begin: whoever takes over reckons from the noted intention', async () => {
    const { account } = desk();
    const make = async (until: string) => until;
    await perform(account, effect('marker'), { look: nothing, make });
    assert.equal(account.ledger.get(effect('marker').id)?.found, after(NOW, 10_000));
    const late = desk({ looksFirst: true });
    const look = async () => late.pass(10_001);
    let begun = 0;
    const tooLate = async () => (begun += 1);
    assert.equal(await perform(late.account, effect('marker'), { look, make: tooLate }), false);
    assert.equal(begun, 0);
  });

  test('that met a limit was not sent, and is tried again without being looked for, when the limit ends', async () => {
    const { account, wishes, pass, line } = desk();
    const limited = async () => {
      throw new RingmasterError('outside-limited', 'no', { wait: 7000 });
    };
    await perform(account, effect('marker'), { look: nothing, make: limited });
    assert.deepEqual(
      [line()?.state, line()?.attempts, wishes],
      ['intended', 0, [after(NOW, 7000)]],
    );
    pass(7000);
    const look = broken('outside-garbled');
    assert.equal(await perform(account, effect('marker'), { look, make: async () => 1 }), true);
  });

  test('of several writes that met a limit may be half done, and is looked for first', async () => {
    const { account, pass } = desk();
    await perform(account, effect('natural-key'), {
      look: nothing,
      make: broken('outside-limited'),
    });
    pass(SETTLE);
    let made = 0;
    const deed = { look: async () => ({ id: 7 }), make: async () => (made += 1) };
    assert.equal(await perform(account, effect('natural-key'), deed), true);
    assert.equal(made, 0);
  });
});

test('the same intention has the same id, any other another', () => {
  const about = { account: 'r', kind: 'reply', target: 't' } as const;
  const id = (changes: Partial<{ account: string; target: string }>) =>
    effectOf(sha256, { ...about, ...changes }, { class: 'marker', what: Math.PI }).id;
  assert.equal(id({}), effect('marker').id);
  assert.notEqual(id({ target: 'u' }), id({}));
  assert.notEqual(id({ account: 's' }), id({}));
});
