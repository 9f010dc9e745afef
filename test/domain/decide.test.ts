import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type DecisionView, decide, wanted } from '../../src/domain/decide.ts';
import type { Placement } from '../../src/domain/placement.ts';
import { say } from '../../src/domain/prose.ts';
import type { Observation } from '../../src/domain/rows.ts';
import { fail, needsYou, pass, pending, unable, type Verdict } from '../../src/domain/verdict.ts';
import {
  BOB,
  CHART,
  candidateHistory,
  facts,
  IMAGES,
  NOW,
  processOf,
  step,
} from '../support/release.ts';

const PROPOSE = {
  name: 'propose',
  steps: [step('changelog')],
  promote: [step('owners', { verb: 'approve' })],
};
const STAGE = { name: 'stage', steps: [step('tag'), step('staged')], promote: [] };
const SHIP = {
  name: 'ship',
  steps: [
    step('promotion', { verb: 'publish' }),
    step('release', { verb: 'publish', by: 'owners', if: 'images' }),
    step('slack', { verb: 'announce' }),
  ],
  promote: [],
};
const PROCESS = processOf([PROPOSE, STAGE, SHIP]);

const PASS = pass(say`fine`);
const FAIL = fail(say`no`);

function verdict(of: Verdict): Observation {
  return { kind: 'verdict', verdict: of };
}

function placed(
  placement: Partial<Placement>,
  more: { proof?: Verdict; consent?: Verdict } = {},
): Observation {
  return {
    kind: 'placement',
    placement: { state: 'absent', reason: say`so`, ...placement },
    ...more,
  };
}

function given(
  observed: Readonly<Record<string, Observation>>,
  changes: Partial<DecisionView> = {},
): DecisionView {
  return {
    process: PROCESS,
    artifacts: [IMAGES, CHART],
    current: candidateHistory(),
    observed: new Map(Object.entries(observed)),
    now: NOW,
    closed: undefined,
    objections: [],
    waivers: [],
    ...changes,
  };
}

const IN_STAGE = candidateHistory({ rings: new Map([['stage', NOW]]) });
const IN_SHIP = candidateHistory({
  rings: new Map([
    ['stage', NOW],
    ['ship', NOW],
  ]),
});

function doings(view: DecisionView): readonly string[] {
  return decide(view).actions.map((action) => {
    if ('row' in action) return `${action.do} ${action.row.step.name}`;
    return 'ring' in action ? `${action.do} ${action.ring}` : action.do;
  });
}

describe('a ring', () => {
  test('opens the next one when its steps and its promoters have passed', () => {
    assert.deepEqual(doings(given({ changelog: verdict(PASS), owners: verdict(PASS) })), [
      'open-ring stage',
    ]);
  });

  for (const [state, observation] of Object.entries({
    fail: FAIL,
    error: unable(say`?`),
    pending: pending(say`…`),
    'needs-you': needsYou(say`you`),
  }))
    test(`stays shut while one step is ${state}`, () => {
      const view = given({ changelog: verdict(observation), owners: verdict(PASS) });
      assert.deepEqual(doings(view), []);
    });

  test('stays shut while nobody has looked', () => {
    assert.deepEqual(doings(given({})), []);
  });

  test('does not wait for an optional step', () => {
    const process = processOf([
      { ...PROPOSE, steps: [step('changelog', { optional: true })] },
      STAGE,
    ]);
    const view = given({ changelog: verdict(FAIL), owners: verdict(PASS) }, { process });
    assert.deepEqual(doings(view), ['open-ring stage']);
  });

  test('passes over steps for artifacts that are not released', () => {
    const process = processOf([
      { ...PROPOSE, steps: [step('changelog', { if: 'images' })] },
      STAGE,
    ]);
    const view = given({ owners: verdict(PASS) }, { process, artifacts: [CHART] });
    assert.deepEqual(doings(view), ['open-ring stage']);
    assert.equal(decide(view).rings[0]?.steps[0]?.state, 'skipped');
  });
});

describe('a publisher', () => {
  const ship = (
    observed: Readonly<Record<string, Observation>>,
    changes: Partial<DecisionView> = {},
  ) => given(observed, { current: IN_SHIP, ...changes });

  test('publishes when nothing is there', () => {
    assert.deepEqual(doings(ship({ promotion: placed({ state: 'absent' }) })), [
      'publish promotion',
    ]);
  });

  test('waits for everything above it', () => {
    const view = ship({
      promotion: placed({ state: 'underway' }),
      release: placed({ state: 'absent' }),
    });
    assert.deepEqual(doings(view), []);
    assert.equal(decide(view).rings[2]?.steps[1]?.state, 'waiting');
  });

  test('drafts first where a group has to agree, and publishes once it has', () => {
    const above = { promotion: placed({ state: 'same' }, { proof: PASS }) };
    const waiting = needsYou(say`0 of 1`);
    assert.deepEqual(doings(ship({ ...above, release: placed({ state: 'absent' }) })), [
      'draft release',
    ]);
    assert.deepEqual(
      doings(ship({ ...above, release: placed({ state: 'drafted' }, { consent: waiting }) })),
      [],
    );
    assert.deepEqual(
      doings(ship({ ...above, release: placed({ state: 'drafted' }, { consent: PASS }) })),
      ['publish release'],
    );
  });

  test('that finds something else fails, and never overwrites', () => {
    const view = ship({ promotion: placed({ state: 'different' }) });
    assert.deepEqual(doings(view), []);
    assert.equal(decide(view).standing, 'blocked');
  });

  test('that cannot tell does nothing', () => {
    assert.deepEqual(doings(ship({ promotion: placed({ state: 'unknown' }) })), []);
  });

  test('counts as through only when the outside proves it', () => {
    const view = ship({ promotion: placed({ state: 'same' }, { proof: pending(say`not yet`) }) });
    assert.equal(decide(view).rings[2]?.steps[0]?.state, 'pending');
  });

  test('does nothing while a tag of an earlier ring cannot be told', () => {
    const view = ship({ promotion: placed({ state: 'absent' }), tag: verdict(unable(say`?`)) });
    assert.deepEqual(doings(view), []);
  });

  test('does nothing once somebody who agreed in an earlier ring takes it back', () => {
    const absent = { promotion: placed({ state: 'absent' }) };
    const agreed = ship({ ...absent, owners: verdict(PASS) });
    assert.deepEqual(doings(agreed), ['publish promotion']);
    for (const taken of [needsYou(say`1 of 2`), unable(say`?`)])
      assert.deepEqual(doings(ship({ ...absent, owners: verdict(taken) })), []);
  });

  test('that others hold is left to them', () => {
    const held = placed({ state: 'underway', held: true, heldByOthers: true });
    assert.deepEqual(doings(ship({ promotion: held })), []);
  });

  test('that holds something for an approved candidate lets it go on', () => {
    assert.deepEqual(doings(ship({ promotion: placed({ state: 'underway', held: true }) })), [
      'resume promotion',
    ]);
  });
});

describe('an optional publisher', () => {
  const optional = {
    ...SHIP,
    steps: [
      SHIP.steps[0] ?? step('promotion'),
      step('slack', { verb: 'announce', optional: true }),
    ],
  };
  const ship = (slack: Partial<Placement>) =>
    given(
      { promotion: placed({ state: 'same' }, { proof: PASS }), slack: placed(slack) },
      { process: processOf([PROPOSE, STAGE, optional]), current: IN_SHIP },
    );

  test('is carried out before the release is closed', () => {
    assert.deepEqual(doings(ship({ state: 'absent' })), ['publish slack']);
  });

  for (const state of ['underway', 'unknown', 'different'] as const)
    test(`is not waited for when it is ${state}`, () => {
      assert.deepEqual(doings(ship({ state })), ['close']);
    });
});

describe('a fact that moved', () => {
  const moved = { key: 'tag:v0.1.0', from: 'a', to: 'b', source: 'tag' };
  const stopped = candidateHistory({ rings: IN_SHIP.rings, moved: [moved] });

  test('stops the release: nothing is published, and what is underway is held', () => {
    const underway = given({ promotion: placed({ state: 'underway' }) }, { current: stopped });
    assert.equal(decide(underway).standing, 'stopped');
    assert.deepEqual(doings(underway), ['hold promotion']);
    assert.deepEqual(
      doings(given({ promotion: placed({ state: 'absent' }) }, { current: stopped })),
      [],
    );
    assert.deepEqual(
      doings(given({ promotion: placed({ state: 'underway', held: true }) }, { current: stopped })),
      [],
    );
  });

  test('in a process of one ring holds what is underway below it', () => {
    const process = processOf([
      {
        name: 'all',
        steps: [step('tag'), step('promotion', { verb: 'publish' })],
        promote: [],
      },
    ]);
    const current = candidateHistory({ moved: [moved] });
    assert.deepEqual(
      wanted(given({ tag: verdict(PASS) }, { process, current })).map(({ name }) => name),
      ['promotion'],
    );
    const underway = { tag: verdict(PASS), promotion: placed({ state: 'underway' }) };
    assert.deepEqual(doings(given(underway, { process, current })), ['hold promotion']);
  });

  test('keeps its step failed, even if the gate would pass again', () => {
    const view = given({ tag: verdict(PASS) }, { current: stopped });
    assert.equal(decide(view).rings[1]?.steps[0]?.state, 'fail');
  });

  test('opens no ring', () => {
    const current = candidateHistory({ moved: [moved] });
    assert.deepEqual(
      doings(given({ changelog: verdict(PASS), owners: verdict(PASS) }, { current })),
      [],
    );
  });
});

describe('the end', () => {
  const done = {
    promotion: placed({ state: 'same' }, { proof: PASS }),
    release: placed({ state: 'same' }, { proof: PASS }),
    slack: placed({ state: 'same' }, { proof: PASS }),
  };

  test('is reached when the last ring has passed', () => {
    const view = given(done, { current: IN_SHIP });
    assert.equal(decide(view).standing, 'finishing');
    assert.deepEqual(doings(view), ['close']);
  });

  test('leaves nothing to do', () => {
    const view = given({}, { current: IN_SHIP, closed: { as: 'released', at: NOW } });
    assert.equal(decide(view).standing, 'released');
    assert.deepEqual(doings(view), []);
  });
});

describe('what must be looked at', () => {
  const names = (view: DecisionView) => wanted(view).map(({ name }) => name);

  test('is the open ring, without what waits', () => {
    assert.deepEqual(names(given({}, { current: IN_SHIP })), ['promotion']);
    assert.deepEqual(names(given({})), ['changelog', 'owners']);
  });

  test('goes on below a publisher that is through', () => {
    const view = given(
      { promotion: placed({ state: 'same' }, { proof: PASS }) },
      { current: IN_SHIP },
    );
    assert.deepEqual(names(view), ['release']);
  });

  test('includes steps of earlier rings whose facts are still to be carried out', () => {
    const current = candidateHistory({
      rings: IN_SHIP.rings,
      facts: facts({ 'tag:v0.1.0': 'a' }, 'tag'),
    });
    assert.deepEqual(names(given({}, { current })), ['tag', 'promotion']);
  });

  test('includes those who agreed in earlier rings, before anything is carried on', () => {
    const absent = { promotion: placed({ state: 'absent' }) };
    const shipping = given(absent, { current: IN_SHIP });
    assert.deepEqual(names(shipping), ['owners']);
    const staged = { tag: verdict(PASS), staged: verdict(PASS) };
    assert.deepEqual(names(given(staged, { current: IN_STAGE })), ['owners']);
  });

  test('leaves them alone while nothing is to be carried on', () => {
    const waiting = given({ promotion: placed({ state: 'underway' }) }, { current: IN_SHIP });
    assert.deepEqual(names(waiting), []);
  });

  test('is nothing twice', () => {
    const view = given({ changelog: verdict(PASS), owners: verdict(FAIL) });
    assert.deepEqual(names(view), []);
  });

  test('is the stage ring when it is open', () => {
    assert.deepEqual(names(given({}, { current: IN_STAGE })), ['tag', 'staged']);
  });
});

test('a step that is pending for longer than it may be is called stuck', () => {
  const since = '2026-05-04T08:00:00.000Z';
  const noted = { verdict: pending(say`…`), since };
  const current = candidateHistory({ verdicts: new Map([['changelog', noted]]) });
  const rows = decide(given({ changelog: verdict(pending(say`…`)) }, { current })).rings[0]?.steps;
  assert.equal(rows?.[0]?.stuck, true);
  const early = decide(given({ changelog: verdict(pending(say`…`)) }, { current, now: since }))
    .rings[0]?.steps;
  assert.equal(early?.[0]?.stuck, false);
});

describe('while somebody objects', () => {
  const hold = { id: '7/1', kind: 'hold', by: BOB, at: NOW, words: undefined, number: 1 } as const;
  const objections = [{ ...hold, lifted: undefined }];
  const PASSED = { changelog: verdict(PASS), owners: verdict(PASS) };
  const underway = { promotion: placed({ state: 'underway' }) };

  test('no ring opens, and nothing is published', () => {
    assert.deepEqual(doings(given(PASSED, { objections })), []);
    assert.equal(decide(given(PASSED, { objections })).standing, 'held');
    const absent = { promotion: placed({ state: 'absent' }) };
    assert.deepEqual(doings(given(absent, { current: IN_SHIP })), ['publish promotion']);
    assert.deepEqual(doings(given(absent, { current: IN_SHIP, objections })), []);
  });

  test('what is underway is held, and let go once nobody objects any more', () => {
    assert.deepEqual(doings(given(underway, { current: IN_SHIP, objections })), ['hold promotion']);
    const held = { promotion: placed({ state: 'underway', held: true }) };
    assert.deepEqual(doings(given(held, { current: IN_SHIP, objections })), []);
    const lifted = [{ ...hold, lifted: { by: BOB, note: undefined } }];
    assert.deepEqual(doings(given(held, { current: IN_SHIP, objections: lifted })), [
      'resume promotion',
    ]);
  });

  test('a fix is still offered', () => {
    const remedy = { path: 'a', content: 'b', title: 'c' };
    const view = given({ changelog: verdict(fail(say`no`, { remedy })) }, { objections });
    assert.deepEqual(doings(view), ['mend changelog']);
  });

  test('the end is not reached', () => {
    const done = placed({ state: 'same' }, { proof: PASS });
    const all = { promotion: done, release: done, slack: done };
    assert.deepEqual(doings(given(all, { current: IN_SHIP })), ['close']);
    assert.deepEqual(doings(given(all, { current: IN_SHIP, objections })), []);
  });
});
