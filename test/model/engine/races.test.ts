import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RingmasterError } from '../../../src/domain/errors.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { sweep } from '../../../src/engine/sweep.ts';
import { wakeDue, work } from '../../../src/engine/worker.ts';
import { runs, told } from '../runs.ts';
import type { Pass } from './doors.ts';
import { RELEASE, Rig, SECOND, TAG, workAt } from './rig.ts';

const PARAMETERS = runs(150);

/** Nothing stands in the way. */
const freely: Pass = (call) => call();

/** A release that alice proposed and tagged, whose checks pass; only the approvals are missing. */
async function proposed() {
  const rig = new Rig();
  const engine = rig.engine('before', freely);
  const issue = rig.world.acts.openIssue('alice', { title: 'Next', body: '' });
  rig.world.acts.comment('alice', issue, `/release new ${TAG}`);
  rig.world.acts.pushTag('alice', TAG);
  rig.levers.signal = 'pass';
  for (const hook of rig.world.hooks.slice()) await rig.read(engine, hook);
  await drain(rig, engine);
  rig.timeline.now += 10 * SECOND;
  return rig;
}

async function drain(rig: Rig, engine: Engine): Promise<void> {
  for (const job of rig.woken) {
    rig.woken.delete(job);
    await workAt(engine, job);
  }
}

/** Everybody else is gone; what they left behind is brought to its end. */
async function comeToRest(rig: Rig): Promise<void> {
  const engine = rig.engine('after', freely);
  for (let round = 0; round < 4; round += 1) {
    rig.timeline.now += 150 * SECOND;
    rig.woken.add(`release ${RELEASE}`);
    await wakeDue(engine);
    await drain(rig, engine);
  }
}

/** Whoever has lost a lease stops; any other error is one. @returns whether it was lost. */
async function isTakenOver(task: Promise<void>): Promise<boolean> {
  try {
    await task;
    return false;
  } catch (error) {
    if (error instanceof RingmasterError && error.code === 'lease-lost') return true;
    throw error;
  }
}

const SPEAKERS = ['bob', 'carol', 'mallory'] as const;

/** Comments are posted, and their webhooks come: one at a time, the first one twice. */
async function intake(rig: Rig, engine: Engine): Promise<void> {
  const issue = (await rig.stored()).row.issue ?? 0;
  const before = rig.world.hooks.length;
  for (const by of SPEAKERS) rig.world.acts.comment(by, issue, '/lgtm');
  const [first, ...others] = rig.world.hooks.slice(before);
  if (first === undefined) throw new Error('nobody was told of a comment');
  for (const hook of [first, ...others, first]) await rig.read(engine, hook);
}

interface Commit {
  readonly worker: string;
  readonly fence: number;
}

/** Keeps in mind who committed something, and under which fence, in the order of the commits. */
function fenced(engine: Engine, commits: Commit[]): Engine {
  const { store, worker } = engine;
  const { releases } = store;
  const commit: typeof releases.commit = async (lease, ...rest) => {
    const entries = await releases.commit(lease, ...rest);
    commits.push({ worker, fence: lease.fence });
    return entries;
  };
  return { ...engine, store: { ...store, releases: { ...releases, commit } } };
}

interface Race {
  readonly scheduler: fc.Scheduler;
  /** Whether a worker is silent for so long that another takes over its lease. */
  readonly sleeps: boolean;
}

/** Two workers, the intake and the sweeper at once, every call of theirs in an order of its own. */
async function run({ scheduler, sleeps }: Race) {
  const rig = await proposed();
  const commits: Commit[] = [];
  const racing = (worker: string): Engine => {
    const pass: Pass = (call, name) =>
      scheduler.schedule(Promise.resolve(), `${worker} ${name}`).then(call);
    return fenced(rig.engine(worker, pass), commits);
  };
  const nap = scheduler.schedule(Promise.resolve(), 'a minute passes').then(() => {
    if (sleeps) rig.timeline.now += 61 * SECOND;
  });
  const visitors = Promise.all([intake(rig, racing('intake')), sweep(racing('sweeper'))]);
  let isOver = false;
  let takenOver = 0;
  const works = async (worker: string) => {
    const engine = racing(worker);
    while (!isOver) if (await isTakenOver(work(engine, RELEASE))) takenOver += 1;
  };
  const workers = [works('one'), works('other')];
  await scheduler.waitFor(visitors);
  isOver = true;
  await scheduler.waitFor(Promise.all([nap, ...workers]));
  await comeToRest(rig);
  return { rig, commits, takenOver };
}

for (const sleeps of [false, true])
  test(`two workers, the intake and the sweeper${sleeps ? ', one of which falls asleep,' : ''} do everything once`, async (t) => {
    const { numRuns } = PARAMETERS;
    let shared = 0;
    let lost = 0;
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { rig, commits, takenOver } = await run({ scheduler, sleeps });
        const fences = commits.map(({ fence }) => fence);
        if (new Set(commits.map(({ worker }) => worker)).size > 1) shared += 1;
        lost += takenOver;
        await checkOnce(rig);
        const inOrder = fences.toSorted((a, b) => a - b);
        assert.deepEqual(fences, inOrder, 'an earlier lease stores nothing any more');
      }),
      PARAMETERS,
    );
    assert.ok(
      shared > numRuns / 10,
      `both workers stored something in ${shared} of ${numRuns} runs`,
    );
    if (sleeps) assert.ok(lost > 0, 'a lease is taken over');
    t.diagnostic(
      `${told(PARAMETERS)}: ${shared} were shared by both workers, ${lost} leases were lost`,
    );
  });

/** No comment is lost or judged twice, and every effect happened once. */
async function checkOnce(rig: Rig): Promise<void> {
  const { history, entries, counted } = await rig.told();
  const kinds = Map.groupBy(entries, ({ event }) => event.kind);
  assert.deepEqual(history.signoffs.map(({ by }) => by.login).toSorted(), [...SPEAKERS].toSorted());
  assert.equal(kinds.get('comment')?.length, SPEAKERS.length);
  assert.deepEqual(counted, ['bob', 'carol']);
  assert.equal(kinds.get('ring')?.length, 1, 'the ring opens once');
  assert.equal(rig.levers.brought.length, 1, 'it is published once');
  assert.deepEqual(rig.doubles, [], 'nothing is written twice');
}
