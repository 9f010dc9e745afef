import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sha256 } from '../../src/adapters/hash.ts';
import type { LedgerLine } from '../../src/domain/effect.ts';
import { RingmasterError } from '../../src/domain/errors.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { givenUp } from '../../src/engine/given-up.ts';
import type { JobKind, Queue } from '../../src/plugin/queue.ts';
import type { Deliveries, ReleaseRow, Releases, Sites, Store } from '../../src/plugin/store.ts';
import { SILENT_METER } from '../support/meter.ts';
import { NOW, only, release } from '../support/release.ts';

const REPOSITORY = release().repository;
const ROW: ReleaseRow = {
  id: release().id,
  site: { repository: REPOSITORY, installation: 1 },
  issue: 5,
  branch: 'b',
  isOpen: true,
};
const ABOUT = JSON.stringify({ repository: { id: REPOSITORY.id }, issue: { number: 5 } });

interface Given {
  /** Of the delivery; undefined where it is forgotten. */
  readonly body: string | undefined;
  /** The release's tracking issue. */
  readonly issue: number | undefined;
}

/** Where a job is given up, and what is said of it to whom. */
function desk(given: Partial<Given> = {}) {
  const { body, issue }: Given = { body: ABOUT, issue: 5, ...given };
  const row = { ...ROW, issue };
  const planned: LedgerLine[] = [];
  const aside: string[] = [];
  const woken: string[] = [];
  const counted: JobKind[] = [];
  const logged: string[] = [];
  const deliveries = only<Deliveries>('deliveries', {
    setAside: async (id, reason) => void aside.push(`${id}: ${reason}`),
    read: async (id) => (body === undefined ? undefined : { id, event: 'issues', body }),
  });
  const releases = only<Releases>('releases', {
    byIssue: async (repository, number) =>
      repository === REPOSITORY.id && number === issue ? row : undefined,
    load: async (id) =>
      id === row.id ? { row, entries: [], ledger: [], cards: [], unheard: [] } : undefined,
  });
  const engine = only<Engine>('engine', {
    hash: sha256,
    settings: { server: 'https://github.test', poll: 1, gather: 1, settle: 1, sweep: 1 },
    meter: { ...SILENT_METER, setAside: (kind) => void counted.push(kind) },
    log: { info() {}, warn() {}, error: (message) => void logged.push(message) },
    queue: only<Queue>('queue', {
      wake: async (kind, id, delay) => void woken.push(`${kind} ${id} ${delay ?? 'now'}`),
    }),
    store: only<Store>('store', {
      now: async () => NOW,
      deliveries,
      releases,
      sites: only<Sites>('sites', {
        async plan(repository, lines) {
          assert.equal(repository, REPOSITORY.id);
          for (const line of lines)
            if (!planned.some(({ effect }) => effect.id === line.effect.id)) planned.push(line);
        },
      }),
    }),
  });
  return {
    ...{ planned, aside, woken, counted, logged },
    giveUp: (kind: JobKind, id: string, error: unknown) => givenUp(engine, { kind, id, error }),
    texts: () => planned.map(({ effect: { what } }) => JSON.stringify(what)),
  };
}

const BUG = new TypeError('x is not a function');
const SITE_WAKE = `site ${REPOSITORY.id} now`;

describe('a delivery that fails again and again', () => {
  test('for a reason that passes is read again after a while, and nobody is told', async () => {
    const at = desk();
    await at.giveUp('delivery', 'd1', new RingmasterError('outside-unreachable', 'no'));
    assert.deepEqual(at.woken, ['delivery d1 60000']);
    assert.deepEqual([at.aside, at.planned, at.counted, at.logged], [[], [], [], []]);
  });

  test('for any other reason is set aside, and its tracking issue says so, once', async () => {
    for (const error of [BUG, new RingmasterError('access-missing', 'not allowed')]) {
      const at = desk();
      await at.giveUp('delivery', 'd1', error);
      await at.giveUp('delivery', 'd1', error);
      assert.deepEqual(at.aside, [`d1: ${error.message}`, `d1: ${error.message}`]);
      assert.deepEqual(at.counted, ['delivery', 'delivery']);
      assert.equal(at.logged.length, 2);
      assert.deepEqual(at.woken, [SITE_WAKE, SITE_WAKE]);
      const [text = '', ...others] = at.texts();
      assert.deepEqual(others, []);
      assert.match(text, /delivery d1.* set aside.* say it again/);
      assert.match(text, /"issue":5/);
    }
  });

  test('tells a person nothing of the inside', async () => {
    const at = desk();
    await at.giveUp('delivery', 'd1', BUG);
    assert.doesNotMatch(at.texts().join(), /not a function/);
  });

  for (const [title, body] of [
    ['whose body is forgotten', undefined],
    ['that is no JSON', 'no'],
    ['about no issue', '{"repository":{"id":1}}'],
    ['about an issue of nobody’s release', ABOUT.replace('5', '6')],
    ['whose numbers are none', ABOUT.replace('5', '"5"')],
  ] as const)
    test(`${title} is set aside all the same`, async () => {
      const at = desk({ body });
      await at.giveUp('delivery', 'd1', BUG);
      assert.equal(at.aside.length, 1);
      assert.deepEqual([at.planned, at.woken], [[], []]);
    });
});

describe('a release whose work fails again and again', () => {
  test('for a reason that passes is due again by itself', async () => {
    const at = desk();
    await at.giveUp('release', ROW.id, new RingmasterError('outside-limited', 'no'));
    assert.deepEqual([at.woken, at.planned, at.counted], [[], [], []]);
  });

  test('for any other reason says so on its issue, once for each reason', async () => {
    const at = desk();
    for (const error of [BUG, BUG, new RangeError('too far')])
      await at.giveUp('release', ROW.id, error);
    assert.equal(at.planned.length, 2);
    assert.deepEqual(at.woken, [SITE_WAKE, SITE_WAKE, SITE_WAKE]);
    assert.match(at.texts()[0] ?? '', /keeps this release from going on/);
    assert.doesNotMatch(at.texts().join(), /not a function|too far/);
  });

  test('that has no issue yet, or is unknown, is logged and counted', async () => {
    const at = desk({ issue: undefined });
    await at.giveUp('release', ROW.id, BUG);
    await at.giveUp('release', 'nobody', BUG);
    assert.deepEqual([at.planned, at.counted, at.logged.length], [[], ['release', 'release'], 2]);
  });
});

test('a repository whose work fails again and again is logged and counted', async () => {
  const at = desk();
  await at.giveUp('site', String(REPOSITORY.id), BUG);
  assert.deepEqual([at.counted, at.planned, at.aside], [['site'], [], []]);
});
