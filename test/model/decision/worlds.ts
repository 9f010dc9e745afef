import type { Step } from '../../../src/domain/process.ts';
import { ALICE, BOB, CAROL, CHART, IMAGES, processOf, step } from '../../support/release.ts';
import { ANSWERS, PLACES, type SmallWorld } from './state.ts';

const owners = (quorum: number): Step =>
  step('owners', { verb: 'approve', uses: 'approve', options: { count: quorum, group: 'owners' } });
const publish = (name: string, changes: Partial<Step> = {}): Step =>
  step(name, { verb: 'publish', ...changes });

/** Three people, of whom alice cut the first candidate and bob cuts the second; two must agree. */
const votes: SmallWorld = {
  name: 'three voters in two rings',
  process: processOf([
    { name: 'propose', steps: [step('changelog')], promote: [owners(2)] },
    { name: 'ship', steps: [publish('promotion')], promote: [] },
  ]),
  artifacts: [IMAGES],
  answers: { changelog: ['fail', 'pass'] },
  places: { promotion: ['absent', 'proven'] },
  voters: [ALICE, BOB, CAROL],
  ballot: { step: 'owners', quorum: 2, self: false },
  leaver: CAROL,
  candidates: 2,
};

/** A tag that is seen in the first ring and watched while the second one publishes. */
const moves: SmallWorld = {
  name: 'a tag that moves under two rings',
  process: processOf([
    { name: 'propose', steps: [step('changelog'), step('tag')], promote: [owners(1)] },
    { name: 'ship', steps: [publish('promotion')], promote: [] },
  ]),
  artifacts: [IMAGES],
  answers: { changelog: ['fail', 'pass'], tag: ANSWERS },
  tagStep: 'tag',
  places: {
    promotion: ['absent', 'underway', 'held', 'held-by-others', 'proven', 'different', 'unknown'],
  },
  voters: [CAROL],
  ballot: { step: 'owners', quorum: 1, self: false },
  candidates: 2,
};

/** Everything in one ring: three gates, a draft that an owner releases, a word to the chat. */
const single: SmallWorld = {
  name: 'one ring with a draft and an announcement',
  process: processOf([
    {
      name: 'all',
      steps: [
        step('tag'),
        publish('release', { by: 'owners' }),
        step('available'),
        step('slack', { verb: 'announce', optional: true }),
      ],
      promote: [],
    },
  ]),
  artifacts: [IMAGES],
  answers: { tag: ['pending', 'pass', 'fail'], available: ['error', 'pass'] },
  tagStep: 'tag',
  places: { release: PLACES, slack: ['absent', 'proven', 'unknown'] },
  voters: [ALICE],
  ballot: { step: 'release', quorum: 1, self: true },
  candidates: 1,
};

/** Steps that hold nobody, that nobody waits for, and that do not apply. */
const loose: SmallWorld = {
  name: 'parallel, optional and skipped steps',
  process: processOf([
    {
      name: 'stage',
      steps: [
        step('changelog', { parallel: true }),
        step('scan', { optional: true }),
        publish('chart', { if: 'chart' }),
        publish('promotion', { parallel: true }),
        publish('release'),
      ],
      promote: [owners(1)],
    },
    { name: 'ship', steps: [step('available')], promote: [] },
  ]),
  artifacts: [IMAGES],
  answers: { changelog: ['pending', 'pass', 'fail'], scan: ANSWERS, available: ['fail', 'pass'] },
  places: {
    promotion: ['absent', 'underway', 'proven', 'different'],
    release: ['absent', 'unknown', 'proven'],
  },
  voters: [BOB],
  ballot: { step: 'owners', quorum: 1, self: false },
  candidates: 1,
};

/** The same with the artifact that the skipped step is for, and a ring that opens by itself. */
const auto: SmallWorld = {
  ...loose,
  name: 'two artifacts and no promoters',
  process: processOf([
    {
      name: 'stage',
      steps: [step('tag'), publish('chart', { if: 'chart' }), step('coherent')],
      promote: [],
    },
    { name: 'ship', steps: [step('status'), publish('promotion')], promote: [] },
  ]),
  artifacts: [IMAGES, CHART],
  answers: { tag: ['pending', 'pass'], coherent: ANSWERS, status: ['error', 'pass'] },
  tagStep: 'tag',
  places: {
    chart: ['absent', 'underway', 'proven', 'held'],
    promotion: ['absent', 'underway', 'proven', 'unknown'],
  },
  voters: [],
};

/** The worlds that are walked through. */
export const WORLDS: readonly SmallWorld[] = [votes, moves, single, loose, auto];
