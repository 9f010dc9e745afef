import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { after, before, beforeEach, describe, test } from 'node:test';
import { request } from 'undici';
import { RingmasterError } from '../../src/domain/errors.ts';
import { health } from '../../src/web/health.ts';
import type { Vitals } from '../../src/web/vitals.ts';
import { SILENT } from '../support/log.ts';

const MINUTE = 60_000;
const WELL: Vitals = {
  queue: { waiting: 4, active: 2, oldest: 1_400 },
  openReleases: 3,
  setAside: 1,
};

describe('health', () => {
  let server: Server;
  let vitals: () => Promise<Vitals>;
  let ages: { repositories: number; deliveries: number };
  let isDraining: boolean;

  before(async () => {
    const sweeps = {
      repositories: { every: 10 * MINUTE, age: () => ages.repositories },
      deliveries: { every: 5_000, age: () => ages.deliveries },
    };
    server = createServer((_request, response) => {
      health(response, { vitals: () => vitals(), sweeps, log: SILENT }, isDraining).catch(() =>
        response.destroy(),
      );
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  beforeEach(() => {
    vitals = async () => WELL;
    ages = { repositories: 29 * MINUTE, deliveries: 59_000 };
    isDraining = false;
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  async function ask(): Promise<{ status: number; text: string; told: unknown }> {
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    const { statusCode, body } = await request(`http://127.0.0.1:${address.port}/`);
    const text = await body.text();
    return { status: statusCode, text, told: JSON.parse(text) };
  }

  test('tells how everything is', async () => {
    const { status, told } = await ask();
    assert.equal(status, 200);
    assert.deepEqual(told, {
      status: 'ok',
      store: 'ok',
      sweptSecondsAgo: { repositories: 1_740, deliveries: 59 },
      queue: { waiting: 4, active: 2, oldestSeconds: 1 },
      openReleases: 3,
      setAside: 1,
    });
  });

  for (const [what, age] of [
    ['repositories', 31 * MINUTE],
    ['deliveries', 61_000],
  ] as const)
    test(`fails where the sweep of ${what} has come to a halt, and says what it knows`, async () => {
      ages = { ...ages, [what]: age };
      const { status, told } = await ask();
      assert.equal(status, 503);
      assert.partialDeepStrictEqual(told, { status: 'failing', reason: 'sweeps', store: 'ok' });
    });

  test('fails where the store does not answer, and keeps its words to itself', async () => {
    vitals = async () => {
      throw new RingmasterError('outside-unreachable', 'refused by ringmaster:pw@10.0.0.7:5432');
    };
    const { status, text, told } = await ask();
    assert.equal(status, 503);
    assert.deepEqual(told, {
      status: 'failing',
      reason: 'store',
      store: 'failing',
      sweptSecondsAgo: { repositories: 1_740, deliveries: 59 },
    });
    assert.doesNotMatch(text, /refused|10\.0|pw|5432/);
  });

  test('fails while it is being stopped, so that nobody is sent here any more', async () => {
    isDraining = true;
    const { status, told } = await ask();
    assert.equal(status, 503);
    assert.partialDeepStrictEqual(told, { reason: 'draining' });
  });
});
