import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chance } from './chance.ts';
import { Scheduler } from './scheduler.ts';

test('what is due earlier runs first, and what was planned first of one moment', async () => {
  const scheduler = new Scheduler(0);
  const ran: string[] = [];
  const plan = (moment: number, name: string) => scheduler.at(moment, () => ran.push(name));
  plan(5, 'late');
  plan(1, 'first');
  plan(1, 'second');
  plan(3, 'cancelled').cancel();
  await scheduler.runUntil(4, () => {});
  assert.deepEqual(ran, ['first', 'second']);
  assert.equal(scheduler.now, 4);
  await scheduler.runUntil(10, () => {});
  assert.deepEqual(ran, ['first', 'second', 'late']);
});

test('promises come to rest between two events, and nothing runs after a stop', async () => {
  const scheduler = new Scheduler(0);
  const seen: string[] = [];
  scheduler.at(1, () => {
    Promise.resolve()
      .then(() => Promise.resolve())
      .then(() => seen.push('promise'));
  });
  scheduler.at(1, () => seen.push('event'));
  scheduler.at(2, () => seen.push('never'));
  await scheduler.runUntil(
    5,
    () => {},
    () => seen.length === 2,
  );
  assert.deepEqual(seen, ['promise', 'event']);
});

test('events in any order come out by their moment', async () => {
  const numbers = chance(7);
  const scheduler = new Scheduler(0);
  const ran: number[] = [];
  for (let index = 0; index < 500; index += 1) {
    const moment = numbers.between(1, 100);
    scheduler.at(moment, () => ran.push(moment));
  }
  await scheduler.runUntil(100, () => {});
  assert.equal(ran.length, 500);
  assert.deepEqual(
    ran,
    ran.toSorted((a, b) => a - b),
  );
});

test('the same seed gives the same numbers, and they are spread evenly', () => {
  const draw = (seed: number) => Array.from({ length: 1000 }, () => chanceOf(seed).next());
  const streams = new Map<number, ReturnType<typeof chance>>();
  const chanceOf = (seed: number) => {
    const known = streams.get(seed) ?? chance(seed);
    streams.set(seed, known);
    return known;
  };
  const first = draw(1);
  streams.clear();
  assert.deepEqual(draw(1), first);
  const mean = first.reduce((sum, each) => sum + each, 0) / first.length;
  assert.ok(Math.abs(mean - 0.5) < 0.05, `the mean is ${mean}`);
});
