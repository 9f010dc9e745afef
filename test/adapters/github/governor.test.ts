import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import type { Ask, Scope } from '../../../src/adapters/github/governor/ask.ts';
import { createGovernor, type Governor } from '../../../src/adapters/github/governor.ts';
import { RingmasterError } from '../../../src/domain/errors.ts';
import type { Budgets } from '../../../src/plugin/budgets.ts';
import { SILENT_METER } from '../../support/meter.ts';
import { budgetsBy, VirtualClock } from '../../support/virtual-clock.ts';

const HERE: Scope = { key: 'installation/7', installation: 7 };
const THERE: Scope = { key: 'installation/8', installation: 8 };
const COMMENT: Ask = { intent: 'write', priority: 'reply', creates: 1 };
const ISSUE: Ask = { intent: 'write', priority: 'card', creates: 1 };
const READ: Ask = { intent: 'read', priority: 'card' };
const SWEEP: Ask = { intent: 'read', priority: 'cosmetic' };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const OK = { status: 200, headers: {}, data: {} };

describe('the governor', () => {
  let clock: VirtualClock;
  let budgets: Budgets;
  let governor: Governor;
  let start: number;

  const another = () => createGovernor({ budgets, clock, meter: SILENT_METER });
  beforeEach(() => {
    clock = new VirtualClock();
    start = clock.time;
    budgets = budgetsBy(clock);
    governor = another();
  });

  /** Comes back whenever it is told to, until it is let through. @returns when that was. */
  const persist = async (ask: Ask, by = governor): Promise<number> => {
    for (;;) {
      try {
        let sent = 0;
        await by.run(HERE, ask, async () => {
          sent = clock.time - start;
          return OK;
        });
        return sent;
      } catch (error) {
        await clock.sleep(waitOf(error));
      }
    }
  };
  const allAtOnce = (count: number, ask: Ask, by: (index: number) => Governor = () => governor) =>
    clock.until(Promise.all(Array.from({ length: count }, (_, i) => persist(ask, by(i)))));

  test('lets a few comments go at once, and the others as far apart as GitHub allows', async () => {
    const sent = (await allAtOnce(30, COMMENT)).toSorted((a, b) => a - b);
    const spaced = Array.from({ length: 23 }, (_, index) => (index + 1) * 900);
    assert.deepEqual(sent, [...new Array(7).fill(0), ...spaced]);
  });

  test('of a server without limits asks at once, until that says otherwise', async () => {
    const free = createGovernor({ budgets, clock, meter: SILENT_METER, limits: 'none' });
    const sent = await allAtOnce(300, COMMENT, () => free);
    assert.ok(
      sent.every((at) => at < 1000),
      'nobody waits for a pace',
    );
    await budgets.close(`${HERE.key}/points`, MINUTE);
    const [later] = await allAtOnce(1, READ, () => free);
    assert.ok((later ?? 0) >= MINUTE, `it was asked after ${later} ms although it is closed`);
  });

  test('keeps to 80 contents a minute and 500 an hour, with as many workers as there are', async () => {
    const [one, other] = [governor, another()];
    const sent = await allAtOnce(700, ISSUE, (index) => (index % 2 === 0 ? one : other));
    assert.equal(most(sent, HOUR) <= 500, true, `${most(sent, HOUR)} in an hour`);
    assert.equal(most(sent, MINUTE) <= 80, true, `${most(sent, MINUTE)} in a minute`);
    // Nor much less than it may: the first hour would hold 500.
    assert.ok(sent.filter((at) => at < HOUR).length > 450);
  });

  test('keeps to 900 points a minute, of which a write costs five', async () => {
    const edit: Ask = { intent: 'write', priority: 'card' };
    const sent = await Promise.all([allAtOnce(900, READ), allAtOnce(200, edit)]);
    const points = sent.flatMap((times, index) =>
      times.flatMap((at) => new Array<number>(index === 0 ? 1 : 5).fill(at)),
    );
    assert.ok(most(points, MINUTE) <= 900, `${most(points, MINUTE)} in a minute`);
  });

  test('keeps room for what releases need when there are many comments', async () => {
    await clock.until(Promise.all(Array.from({ length: 7 }, () => persist(COMMENT))));
    const issue = await clock.until(persist(ISSUE));
    assert.equal(issue, 0);
    assert.ok((await clock.until(persist(COMMENT))) > 0);
  });

  test('waits two seconds at most, and says how long it would take', async () => {
    await budgets.close('installation/7/points', 2500);
    const before = clock.time;
    const error = await refusalOf(clock, governor.run(HERE, READ, never));
    assert.deepEqual([error.code, error.wait, clock.time - before], ['outside-limited', 2500, 0]);
    await clock.until(clock.sleep(1000));
    await clock.until(governor.run(HERE, READ, async () => OK));
    assert.equal(clock.time - before, 2500);
  });

  test('has no more than thirty underway at once, and none of them waits in vain', async () => {
    let underway = 0;
    let highest = 0;
    const slow = async () => {
      underway += 1;
      highest = Math.max(highest, underway);
      await clock.sleep(500);
      underway -= 1;
      return OK;
    };
    const runs = Array.from({ length: 70 }, () => governor.run(HERE, READ, slow));
    await clock.until(Promise.all(runs));
    assert.equal(highest, 30);
  });

  test('gives its place back when the store cannot be asked', async () => {
    const broken: Budgets = { ...budgets, take: () => Promise.reject(new Error('no store')) };
    const parts = { clock, meter: SILENT_METER };
    const failing = createGovernor({ ...parts, budgets: broken });
    for (let tries = 0; tries < 40; tries += 1)
      await assert.rejects(failing.run(HERE, READ, never), /no store/);
  });

  describe('after GitHub refused for too much', () => {
    const refuse = (by: Governor, answer: object, scope = HERE) =>
      refusalOf(
        clock,
        by.run(scope, COMMENT, async () => Promise.reject(failure(answer))),
      );

    test('sends nothing for that installation, by whichever worker, until the time is over', async () => {
      const { code, wait } = await refuse(governor, { headers: { 'retry-after': '60' } });
      assert.deepEqual([code, wait], ['outside-limited', 60_000]);
      for (const by of [governor, another()])
        for (const ask of [READ, COMMENT, SWEEP])
          assert.equal((await refusalOf(clock, by.run(HERE, ask, never))).code, 'outside-limited');
      const other = await clock.until(governor.run(THERE, COMMENT, async () => OK));
      assert.equal(other, OK);
      await clock.until(clock.sleep(60_000));
      assert.equal(await clock.until(another().run(HERE, READ, async () => OK)), OK);
    });

    test('sends those who come back one after the other', async () => {
      await refuse(governor, { headers: { 'retry-after': '60' } });
      const waits: (number | undefined)[] = [];
      for (let times = 0; times < 3; times += 1)
        waits.push((await refusalOf(clock, governor.run(HERE, COMMENT, never))).wait);
      assert.deepEqual(waits, [60_000, 60_900, 61_800]);
    });

    test('rests longer each time it goes on and GitHub does not say for how long', async () => {
      const waits: number[] = [];
      for (let times = 0; times < 6; times += 1) {
        const { wait = 0 } = await refuse(governor, { headers: {} });
        waits.push(wait / MINUTE);
        await clock.until(clock.sleep(wait));
      }
      assert.deepEqual(waits, [1, 2, 4, 8, 15, 15]);
      await clock.until(governor.run(HERE, READ, async () => OK));
      assert.equal((await refuse(governor, { headers: {} })).wait, MINUTE);
    });

    test('counts what was underway already as the same refusal', async () => {
      const runs = Array.from({ length: 5 }, () => refuse(governor, { headers: {} }));
      const waits = (await Promise.all(runs)).map(({ wait }) => wait);
      assert.deepEqual(waits, new Array(5).fill(MINUTE));
    });

    test('does not know what became of a document of which a part was done', async () => {
      const data = { createRef: {}, createPullRequest: null };
      const errors = [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }];
      const answer = { ...OK, data: { data, errors } };
      const ask: Ask = { intent: 'write', priority: 'card', creates: 1 };
      const error = await refusalOf(
        clock,
        governor.run(HERE, ask, async () => answer),
      );
      assert.deepEqual([error.code, error.wait], ['outcome-unknown', MINUTE]);
    });
  });

  describe('that knows of an hourly budget', () => {
    const answer = (remaining: number, resource = 'core') => ({
      ...OK,
      headers: {
        ...{ 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': String(remaining) },
        'x-ratelimit-resource': resource,
        'x-ratelimit-reset': String(start / 1000 + 600),
      },
    });
    const learn = (remaining: number, resource?: string) =>
      clock.until(governor.run(HERE, READ, async () => answer(remaining, resource)));

    test('leaves what is left of it to releases, once it is low', async () => {
      await learn(251);
      assert.equal(await governor.run(HERE, SWEEP, async () => OK), OK);
      await learn(249, 'graphql');
      const { code, wait } = await refusalOf(clock, governor.run(HERE, SWEEP, never));
      assert.deepEqual([code, wait], ['outside-limited', 600_000]);
      assert.equal(await governor.run(HERE, COMMENT, async () => OK), OK);
      assert.equal(await governor.run(THERE, SWEEP, async () => OK), OK);
      await clock.until(clock.sleep(600_000));
      assert.equal(await governor.run(HERE, SWEEP, async () => OK), OK);
    });

    test('asks nothing more once it is used up', async () => {
      await learn(0);
      assert.equal((await refusalOf(clock, governor.run(HERE, READ, never))).wait, 600_000);
    });
  });

  test('tells what became of requests, and which budget is lowest', async () => {
    const said: unknown[] = [];
    const meter = {
      request: (...words: unknown[]) => said.push(words.join(' ')),
      budget: (...words: unknown[]) => said.push(words.join(' ')),
    };
    const telling = createGovernor({ budgets, clock, meter });
    const left = { 'x-ratelimit-limit': '10', 'x-ratelimit-reset': String(start / 1000 + 60) };
    const answered = { ...OK, headers: { ...left, 'x-ratelimit-remaining': '9' } };
    await telling.run(HERE, READ, async () => answered);
    await assert.rejects(telling.run(HERE, READ, () => Promise.reject(new Error('reset'))));
    for (const status of [502, 404, 429])
      await assert.rejects(telling.run(HERE, COMMENT, () => Promise.reject(failure({ status }))));
    await refusalOf(clock, telling.run(HERE, READ, never));
    assert.deepEqual(said, [
      ...['read ok', '7 9', 'read failed', 'write failed', 'write refused', 'write limited'],
      'read limited',
    ]);
  });
});

/** The greatest number that lies within any stretch of time of this length. */
function most(times: readonly number[], length: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  let first = 0;
  let highest = 0;
  for (const [index, time] of sorted.entries()) {
    while ((sorted[first] ?? time) <= time - length) first += 1;
    highest = Math.max(highest, index - first + 1);
  }
  return highest;
}

/** A refusal as Octokit throws it. */
function failure({ status = 403, headers = {} }: { status?: number; headers?: object }) {
  const data = { message: 'You have exceeded a secondary rate limit' };
  return Object.assign(new Error('refused'), { status, response: { status, headers, data } });
}

async function never(): Promise<never> {
  assert.fail('nothing was to be sent');
}

async function refusalOf(clock: VirtualClock, run: Promise<unknown>): Promise<RingmasterError> {
  return clock.until(
    run.then(
      () => assert.fail('it was let through'),
      (error: unknown) => {
        if (error instanceof RingmasterError) return error;
        throw error;
      },
    ),
  );
}

function waitOf(error: unknown): number {
  if (error instanceof RingmasterError && error.wait !== undefined) return error.wait;
  throw error;
}
