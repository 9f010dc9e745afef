import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { prometheusMeter, type Stock } from '../../src/adapters/meter.ts';

const STOCK: Stock = {
  queue: { waiting: 5, active: 2, oldest: 2_500 },
  openReleases: 9,
  setAside: 1,
};

/** Values by name and labels, as Prometheus reads them. */
async function readings(
  meter: ReturnType<typeof prometheusMeter>,
  stock: Stock | undefined = STOCK,
): Promise<ReadonlyMap<string, number>> {
  const { type, text } = await meter.exposition(stock);
  assert.match(type, /^text\/plain; version=0\.0\.4/);
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [, name = '', value = ''] = /^(\S+?(?:\{.*\})?) (\S+)$/.exec(line) ?? [];
      return [name, Number(value)];
    }),
  );
}

describe('the meter', () => {
  test('counts what happens, by outcome', async () => {
    const meter = prometheusMeter();
    meter.delivery('new');
    meter.delivery('new');
    meter.delivery('failed');
    meter.request('write', 'limited');
    meter.effect('publish', 'adopted');
    meter.setAside('release');
    const told = await readings(meter);
    assert.equal(told.get('ringmaster_deliveries_total{outcome="new"}'), 2);
    assert.equal(told.get('ringmaster_deliveries_total{outcome="failed"}'), 1);
    const limited = 'ringmaster_github_requests_total{intent="write",outcome="limited"}';
    assert.equal(told.get(limited), 1);
    assert.equal(told.get('ringmaster_effects_total{kind="publish",outcome="adopted"}'), 1);
    assert.equal(told.get('ringmaster_set_aside_total{kind="release"}'), 1);
  });

  test('begins at zero with whatever an alert may be waiting for', async () => {
    const told = await readings(prometheusMeter());
    assert.equal(told.get('ringmaster_set_aside_total{kind="delivery"}'), 0);
    assert.equal(told.get('ringmaster_deliveries_total{outcome="failed"}'), 0);
    assert.equal(told.get('ringmaster_effects_total{kind="publish",outcome="unknown"}'), 0);
  });

  test('tells what the store holds', async () => {
    const told = await readings(prometheusMeter());
    assert.equal(told.get('ringmaster_store_up'), 1);
    assert.equal(told.get('ringmaster_queue_jobs{state="waiting"}'), 5);
    assert.equal(told.get('ringmaster_queue_jobs{state="active"}'), 2);
    assert.equal(told.get('ringmaster_queue_oldest_seconds'), 2.5);
    assert.equal(told.get('ringmaster_open_releases'), 9);
    assert.equal(told.get('ringmaster_deliveries_set_aside'), 1);
  });

  test('tells no old numbers of a store that does not answer, and those of itself all the same', async () => {
    const meter = prometheusMeter();
    await readings(meter);
    const { text } = await meter.exposition(undefined);
    assert.match(text, /^ringmaster_store_up 0$/m);
    assert.doesNotMatch(
      text,
      /^ringmaster_(?:queue_jobs|queue_oldest_seconds|open_releases|deliveries_set_aside)\b/m,
    );
    assert.match(text, /^ringmaster_deliveries_total\{outcome="new"\} 0$/m);
    const told = await readings(meter);
    assert.equal(told.get('ringmaster_open_releases'), 9);
  });

  test('tells the age of a sweep, from the start on', async () => {
    let now = 1_000;
    const meter = prometheusMeter(() => now);
    now = 31_000;
    assert.equal(meter.sinceSwept('repositories'), 30_000);
    meter.swept('repositories');
    now = 36_000;
    const told = await readings(meter);
    assert.equal(told.get('ringmaster_sweep_age_seconds{what="repositories"}'), 5);
    assert.equal(told.get('ringmaster_sweep_age_seconds{what="deliveries"}'), 35);
  });

  test('tells the lowest budget of all installations, while it holds', async () => {
    const name = 'ringmaster_github_budget_remaining';
    let now = 0;
    const meter = prometheusMeter(() => now);
    assert.equal((await readings(meter)).get(name), undefined);
    meter.budget(1, 4_000);
    now = 1_800_000;
    meter.budget(2, 4_900);
    assert.equal((await readings(meter)).get(name), 4_000);
    now = 3_600_000;
    assert.equal((await readings(meter)).get(name), 4_900);
    now = 5_400_000;
    assert.equal((await readings(meter)).get(name), undefined);
  });

  test('tells how the process is', async () => {
    const told = await readings(prometheusMeter());
    assert.ok((told.get('process_resident_memory_bytes') ?? 0) > 1_000_000);
    assert.ok(told.has('nodejs_eventloop_lag_p99_seconds'));
  });

  test('two meters of one process do not disturb each other', async () => {
    const [one, other] = [prometheusMeter(), prometheusMeter()];
    one.delivery('new');
    const told = await readings(other);
    assert.equal(told.get('ringmaster_deliveries_total{outcome="new"}'), 0);
  });
});
