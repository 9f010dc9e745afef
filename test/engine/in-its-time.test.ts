import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rig } from '../model/engine/rig.ts';
import { propose, told, wait } from './at-work.ts';

/** Nothing in it changes but by what people say and by time. */
const PROCESS = `
product: app
artifacts:
  app: { tag: v$version }
people:
  owners: OWNERS
rings:
  propose:
    steps:
      - { check: soak, for: 2h }
      - { do: Tell the users }
    promote:
      - { vote: owners, open: 3h, pass: 2 binding and a majority, expedited: nobody else is there }
  ship:
    steps: [{ check: signal }]
`;

async function states(rig: Rig): Promise<Readonly<Record<string, string>>> {
  const { history } = await rig.told();
  const verdicts = history.candidates[0]?.verdicts ?? new Map();
  return Object.fromEntries(verdicts.entries().map(([step, { verdict }]) => [step, verdict.state]));
}

async function isShipping(rig: Rig): Promise<boolean> {
  return (await rig.told()).history.candidates[0]?.rings.has('ship') ?? false;
}

test('a soak and a vote end by themselves, and a release waits for both without being looked at in between', async () => {
  const { rig, engine, issue } = await propose(new Rig(PROCESS));
  const { acts } = rig.world;
  for (const [who, words] of [
    ['bob', '/vote +1'],
    ['carol', '/vote +1 works for me'],
    ['carol', '/done tell-the-users'],
  ] as const) {
    acts.comment(who, issue, words);
    await told(rig, engine);
  }
  assert.deepEqual(await states(rig), {
    ...{ soak: 'pending', 'tell-the-users': 'pass', owners: 'pending' },
  });
  const { length } = rig.world.effects;
  await wait(rig, engine, 1);
  assert.equal(rig.woken.size, 0);
  assert.equal(rig.world.effects.length, length);
  await wait(rig, engine, 1);
  assert.equal((await states(rig)).soak, 'pass');
  assert.equal(await isShipping(rig), false);
  await wait(rig, engine, 1);
  assert.equal((await states(rig)).owners, 'pass');
  assert.equal(await isShipping(rig), true);
});

test('a vote against that comes in time keeps the ring shut, whatever becomes of its comment', async () => {
  const { rig, engine, issue } = await propose(new Rig(PROCESS));
  const { acts } = rig.world;
  const against = acts.comment('carol', issue, '/vote -1 it loses data');
  acts.comment('carol', issue, '/done tell-the-users');
  acts.comment('bob', issue, '/vote +1');
  await told(rig, engine);
  acts.delete('carol', against);
  await told(rig, engine);
  await wait(rig, engine, 4);
  assert.equal((await states(rig)).owners, 'needs-you');
  acts.comment('alice', issue, '/vote 1');
  await told(rig, engine);
  assert.equal(await isShipping(rig), true);
  const { signoffs } = (await rig.told()).history;
  const words = signoffs.map(({ by, choice }) => `${by.login} ${choice}`);
  assert.ok(words.includes('carol -1'), words.join());
});
