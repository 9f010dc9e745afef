import assert from 'node:assert/strict';
import { test } from 'node:test';
import { work } from '../../src/engine/worker.ts';
import { RELEASE, Rig } from '../model/engine/rig.ts';
import { propose, told, wait } from './at-work.ts';

/** A release whose signal fails, and for which these words are said, one after the other. */
async function proposed(...said: readonly (readonly ['bob' | 'carol', string])[]) {
  const levered = new Rig();
  levered.levers.signal = 'fail';
  const { rig, engine, issue } = await propose(levered);
  for (const [who, words] of said) {
    rig.world.acts.comment(who, issue, words);
    await told(rig, engine);
  }
  return { rig, engine };
}

const WAIVES = ['bob', '/waive signal until 4h because the lab is down again'] as const;
const AGREE = [
  ['bob', '/lgtm'],
  ['carol', '/lgtm'],
] as const;

async function ringsOf(rig: Rig): Promise<readonly string[]> {
  const { history } = await rig.told();
  return [...(history.candidates[0]?.rings.keys() ?? [])];
}

function warnings(rig: Rig): number {
  return rig.world.effects.filter(({ value }) => value.includes('the waiver of `signal`')).length;
}

test('a release goes on with a waiver, and not without it', async () => {
  assert.deepEqual(await ringsOf((await proposed(...AGREE)).rig), []);
  assert.deepEqual(await ringsOf((await proposed(...AGREE, WAIVES)).rig), ['ship']);
  const back = ['carol', '/unwaive signal'] as const;
  assert.deepEqual(await ringsOf((await proposed(WAIVES, back, ...AGREE)).rig), []);
});

test('a waiver changes nothing about what is journaled of the check', async () => {
  const verdictOf = async (rig: Rig) =>
    (await rig.told()).history.candidates[0]?.verdicts.get('signal')?.verdict;
  const { rig, engine } = await proposed(WAIVES);
  await work(engine, RELEASE);
  assert.deepEqual(await verdictOf(rig), await verdictOf((await proposed()).rig));
});

test('the end of a waiver is announced once, in time and without being asked', async () => {
  const { rig, engine } = await proposed(WAIVES);
  await wait(rig, engine, 2.9);
  assert.equal(warnings(rig), 0);
  await wait(rig, engine, 0.2);
  for (let round = 0; round < 3; round += 1) {
    await wait(rig, engine, 0.1);
    await work(engine, RELEASE);
  }
  assert.equal(warnings(rig), 1);
});

test('a waiver that is over holds the release up again, without being asked', async () => {
  const { rig, engine } = await proposed(WAIVES);
  await wait(rig, engine, 3.5);
  await wait(rig, engine, 0.6);
  const { history } = await rig.told();
  assert.equal(history.candidates[0]?.verdicts.get('signal')?.verdict.state, 'fail');
  const cards = rig.world.effects.filter(({ value }) => value.includes('### '));
  assert.doesNotMatch(cards.at(-1)?.value ?? '', /waived by/);
});

for (const [what, said, signal] of [
  ['what has passed meanwhile', [WAIVES], 'pass'],
  ['a ring that was left behind', [...AGREE, WAIVES], 'fail'],
] as const)
  test(`nothing is said of the end of a waiver for ${what}`, async () => {
    const { rig, engine } = await proposed(...said);
    rig.levers.signal = signal;
    await work(engine, RELEASE);
    await wait(rig, engine, 3.5);
    await work(engine, RELEASE);
    assert.equal(warnings(rig), 0);
  });
