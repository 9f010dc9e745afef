import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { NotedVerdict } from '../../src/domain/candidate-history.ts';
import { type DecisionView, decide, wanted } from '../../src/domain/decide.ts';
import { say } from '../../src/domain/prose.ts';
import type { Observation } from '../../src/domain/rows.ts';
import { after } from '../../src/domain/time.ts';
import { fail, pass, unable, type Verdict } from '../../src/domain/verdict.ts';
import { candidateHistory, IMAGES, NOW, processOf, step } from '../support/release.ts';

const PROCESS = processOf([
  {
    name: 'propose',
    steps: [step('status'), step('file')],
    promote: [step('owners', { verb: 'approve' })],
  },
  { name: 'ship', steps: [step('promotion', { verb: 'publish' })], promote: [] },
]);

const GREEN: NotedVerdict = { verdict: pass(say`fine`), since: NOW };
const EIGHT_DAYS = 8 * 86_400_000;

/** Everything passed when it was last seen, eight days ago. */
function eightDaysLater(observed: Readonly<Record<string, Verdict>> = {}): DecisionView {
  const verdicts = new Map(['status', 'file', 'owners'].map((name) => [name, GREEN]));
  const looks = Object.entries(observed).map(([name, verdict]): [string, Observation] => [
    name,
    { kind: 'verdict', verdict },
  ]);
  return {
    process: PROCESS,
    artifacts: [IMAGES],
    current: candidateHistory({ verdicts }),
    observed: new Map(looks),
    now: after(NOW, EIGHT_DAYS),
    closed: undefined,
    objections: [],
    waivers: [],
  };
}

describe('what passed once', () => {
  test('is looked at again, every step of it, before the next ring opens', () => {
    const names = wanted(eightDaysLater()).map(({ name }) => name);
    assert.deepEqual(names, ['status', 'file', 'owners']);
  });

  const now = { status: pass(say`fine`), file: pass(say`fine`), owners: pass(say`fine`) };

  test('opens the next ring when it still passes', () => {
    const { actions } = decide(eightDaysLater(now));
    assert.deepEqual(actions, [{ do: 'open-ring', ring: 'ship' }]);
  });

  for (const [title, verdict] of [
    ['fails', fail(say`red since yesterday`)],
    ['cannot be told', unable(say`?`)],
  ] as const)
    for (const name of ['status', 'file', 'owners'])
      test(`opens nothing when ${name} ${title} by now`, () => {
        assert.deepEqual(decide(eightDaysLater({ ...now, [name]: verdict })).actions, []);
      });
});

test('a release is not done before it is announced', () => {
  const process = processOf([
    { name: 'ship', steps: [step('news', { verb: 'announce' })], promote: [] },
  ]);
  const view = { ...eightDaysLater(), process };
  for (const [state, expected] of [
    ['absent', 'going'],
    ['same', 'finishing'],
  ] as const) {
    const placement = { state, reason: say`news` };
    const look: Observation = { kind: 'placement', placement, proof: pass(say`read`) };
    assert.equal(decide({ ...view, observed: new Map([['news', look]]) }).standing, expected);
  }
});
