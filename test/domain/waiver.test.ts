import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type DecisionView, decide } from '../../src/domain/decide.ts';
import { plain, say } from '../../src/domain/prose.ts';
import type { Observation } from '../../src/domain/rows.ts';
import { after } from '../../src/domain/time.ts';
import { fail, pass } from '../../src/domain/verdict.ts';
import { type NotedWaiver, standingWaivers } from '../../src/domain/waiver.ts';
import {
  BOB,
  CAROL,
  candidate,
  candidateHistory,
  IMAGES,
  NOW,
  processOf,
  step,
} from '../support/release.ts';

const HOUR = 3_600_000;

const WAIVER: NotedWaiver = {
  ...{ id: '7/1', step: 'arm64', candidate: 1, by: BOB, at: NOW, until: after(NOW, HOUR) },
  ...{ reason: 'the lab is down', facts: {}, endedBy: undefined },
};

const FAILS: Observation = { kind: 'verdict', verdict: fail(say`no machine answers`) };
const PASSES: Observation = { kind: 'verdict', verdict: pass(say`fine`) };

function given(look: Observation, changes: Partial<DecisionView> = {}): DecisionView {
  const rings = [
    { name: 'test', steps: [step('arm64')], promote: [] },
    { name: 'ship', steps: [], promote: [] },
  ];
  return {
    process: processOf(rings),
    artifacts: [IMAGES],
    current: candidateHistory(),
    observed: new Map([['arm64', look]]),
    now: NOW,
    closed: undefined,
    objections: [],
    waivers: [WAIVER],
    ...changes,
  };
}

function goesOn(view: DecisionView): boolean {
  return decide(view).actions.some((action) => action.do === 'open-ring');
}

describe('a check that is waived', () => {
  test('lets the release go on, and says who, until when, why, and what is so', () => {
    const { rings } = decide(given(FAILS));
    const [row] = rings[0]?.steps ?? [];
    assert.equal(row?.state, 'waived');
    assert.equal(
      plain(row?.reason ?? []),
      'waived by bob until 04 May 10:12 UTC: “the lab is down”; else: no machine answers',
    );
    assert.ok(goesOn(given(FAILS)));
  });

  test('and passes all the same has simply passed', () => {
    assert.equal(decide(given(PASSES)).rings[0]?.steps[0]?.state, 'pass');
  });

  for (const [what, changes] of Object.entries({
    'its time is over': { now: after(NOW, HOUR) },
    'it was taken back': { waivers: [{ ...WAIVER, endedBy: CAROL }] },
    'another candidate is meant': { current: candidateHistory({ candidate: candidate({ n: 2 }) }) },
    'another step is meant': { waivers: [{ ...WAIVER, step: 'amd64' }] },
    'a fact of it has moved': {
      current: candidateHistory({ moved: [{ key: 'tag:x', from: 'a', to: 'b', source: 'arm64' }] }),
    },
  }))
    test(`holds the release up again once ${what}`, () => {
      assert.equal(goesOn(given(FAILS, changes)), false);
    });
});

for (const [verb, uses] of [
  ['approve', 'approve'],
  ['publish', 'image-promotion'],
] as const)
  test(`no waiver is worth anything for a step that says ${verb}`, () => {
    const process = processOf([
      { name: 'test', steps: [step('arm64', { verb, uses })], promote: [] },
      { name: 'ship', steps: [], promote: [] },
    ]);
    assert.equal(goesOn(given(FAILS, { process })), false);
  });

test('of several for one step the newest holds', () => {
  const later = { ...WAIVER, id: '8/1', by: CAROL };
  assert.deepEqual(standingWaivers([WAIVER, later], { candidate: 1, now: NOW }), [later]);
});
