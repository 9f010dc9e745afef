import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TABLE_MEMORY, Table } from './table.ts';

interface Thing {
  readonly id: number;
  readonly box: string;
  readonly name: string;
}

function thingsAt(clock: { now: number }) {
  return new Table<Thing>({ now: () => clock.now, onChange: () => undefined }, ({ box }) => box);
}

test('things are read as they are, and as they were', () => {
  const clock = { now: 1000 };
  const things = thingsAt(clock);
  things.put({ id: 1, box: 'a', name: 'old' });
  clock.now = 2000;
  things.put({ id: 1, box: 'a', name: 'new' });
  things.put({ id: 2, box: 'a', name: 'other' });
  clock.now = 3000;
  things.delete(1);
  const names = (asOf?: number) => things.in('a', asOf).map(({ name }) => name);
  assert.deepEqual(names(), ['other']);
  assert.deepEqual(names(2500), ['new', 'other']);
  assert.deepEqual(names(1500), ['old']);
  assert.deepEqual(names(500), []);
  assert.deepEqual(things.in('b'), []);
});

test('versions that nobody can ask for any more are forgotten, the last one never', () => {
  const clock = { now: 0 };
  const things = thingsAt(clock);
  for (const name of ['one', 'two', 'three']) {
    things.put({ id: 1, box: 'a', name });
    clock.now += TABLE_MEMORY + 1;
  }
  assert.equal(things.get(1)?.name, 'three');
  assert.equal(things.get(1, 0), undefined);
});
