import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Who } from '../../sim/world/cast.ts';
import type { Hook } from '../../sim/world/hooks.ts';
import type { Acts } from '../../sim/world/world.ts';
import { runs } from '../runs.ts';
import type { Pass } from './doors.ts';
import { RELEASE, Rig, SECOND, TAG, workAt } from './rig.ts';

/** One thing that somebody does to a comment, old or new. */
interface Deed {
  readonly by: Who;
  readonly does: '/lgtm' | '/lgtm cancel' | '/rc' | 'edit' | 'delete';
  /** Which of the comments so far. */
  readonly which: number;
}

const deed: fc.Arbitrary<Deed> = fc.record({
  by: fc.constantFrom<Who>('alice', 'bob', 'carol', 'mallory'),
  does: fc.constantFrom('/lgtm', '/lgtm', '/lgtm', '/lgtm cancel', 'edit', 'delete'),
  which: fc.nat(7),
});

/** What people do before Ringmaster has heard any of it; a candidate is cut once at most. */
const deeds: fc.Arbitrary<readonly Deed[]> = fc
  .record({
    before: fc.array(deed, { maxLength: 5 }),
    cut: fc.option(fc.constantFrom<Who>('alice', 'bob', 'mallory'), { nil: undefined }),
    after: fc.array(deed, { maxLength: 4 }),
  })
  .map(({ before, cut, after }) => [
    ...before,
    ...(cut === undefined ? [] : [{ by: cut, does: '/rc' as const, which: 0 }]),
    ...after,
  ]);

const freely: Pass = (call) => call();

/** What becomes of what people did, depending on how it is told. */
async function outcome(all: readonly Deed[], tell: Tell) {
  const rig = new Rig();
  const engine = rig.engine('model', freely);
  const read = async (hooks: readonly Hook[]) => {
    for (const hook of hooks) await rig.read(engine, hook);
  };
  const rest = async () => {
    for (let round = 0; round < 2; round += 1) {
      rig.woken.add(`release ${RELEASE}`);
      for (const job of rig.woken) {
        rig.woken.delete(job);
        await workAt(engine, job);
      }
      rig.timeline.now += 110 * SECOND;
    }
  };
  const issue = rig.world.acts.openIssue('alice', { title: 'Next', body: '' });
  rig.world.acts.comment('alice', issue, `/release new ${TAG}`);
  await read(rig.world.hooks.slice());
  await workAt(engine, 'site 11');
  await rest();
  const told = rig.world.hooks.length;
  play(rig, all, (await rig.stored()).row.issue ?? 0);
  const hooks = rig.world.hooks.slice(told);
  for (const batch of tell(hooks)) {
    await read(batch);
    await rest();
  }
  rig.levers.signal = 'pass';
  await rest();
  const { history, counted } = await rig.told();
  const current = history.candidates.at(-1);
  return {
    counted: counted.map((login) => login.replace(/-renamed$/, '')),
    candidates: history.candidates.map(({ candidate }) => candidate.cutBy?.id),
    rings: [...(current?.rings.keys() ?? [])],
    verdict: current?.verdicts.get('owners')?.verdict.state,
  };
}

/** How webhooks come: in batches, with a look of Ringmaster's after each. */
type Tell = (hooks: readonly Hook[]) => readonly (readonly Hook[])[];

const AT_ONCE: Tell = (hooks) => [hooks];

function play(rig: Rig, all: readonly Deed[], issue: number): void {
  const comments: number[] = [];
  for (const { by, does, which } of all) {
    rig.timeline.now += 2 * SECOND;
    const { acts } = rig.world;
    if (does === 'edit' || does === 'delete') touch(acts, { by, does, which }, comments);
    else comments.push(acts.comment(by, issue, does));
  }
}

function touch(acts: Acts, { by, does, which }: Deed, comments: readonly number[]): void {
  const comment = comments[which % Math.max(1, comments.length)];
  if (comment === undefined) return;
  if (does === 'delete') acts.delete(by, comment);
  else acts.edit(by, comment, 'never mind');
}

/** The same deeds, told in another way, come to the same end. */
async function comesToTheSame(tell: fc.Arbitrary<Tell>, perThousand = 50): Promise<void> {
  await fc.assert(
    fc.asyncProperty(deeds, tell, async (all, other) => {
      assert.deepEqual(await outcome(all, other), await outcome(all, AT_ONCE));
    }),
    runs(perThousand),
  );
}

const numbers = fc.infiniteStream(fc.nat());

/** Cut into batches by chance. */
function batches(hooks: readonly Hook[], chance: () => number): readonly (readonly Hook[])[] {
  const all: Hook[][] = [[]];
  for (const hook of hooks) {
    if (chance() % 3 === 0) all.push([]);
    all.at(-1)?.push(hook);
  }
  return all;
}

function shuffled(hooks: readonly Hook[], chance: () => number): readonly Hook[] {
  return hooks
    .map((hook) => ({ hook, place: chance() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ hook }) => hook);
}

test('webhooks in any order, with looks in between, come to the same', () =>
  comesToTheSame(
    numbers.map((stream) => (hooks) => {
      const chance = () => stream.next().value ?? 0;
      return batches(shuffled(hooks, chance), chance);
    }),
    300,
  ));

test('webhooks that come twice, at once or much later, come to the same', () =>
  comesToTheSame(
    numbers.map((stream) => (hooks) => {
      const chance = () => stream.next().value ?? 0;
      const twice = hooks.flatMap((hook) => [hook, hook]);
      return [...batches(twice, chance), hooks];
    }),
  ));

test('webhooks that tell nothing of the release come to the same', () =>
  comesToTheSame(
    numbers.map((stream) => (hooks) => {
      const chance = () => stream.next().value ?? 0;
      const more = hooks.flatMap((hook) => [noise(hook, chance()), hook]);
      return batches(more, chance);
    }),
  ));

test('people who have other names by now, and the same ids, count the same', () =>
  comesToTheSame(fc.constant((hooks) => [hooks.map(renamed)])));

test('a machine in another time zone counts the same', async (t) => {
  const before = process.env.TZ;
  t.after(() => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });
  const zones = ['Pacific/Kiritimati', 'America/St_Johns', 'Asia/Kathmandu'];
  await comesToTheSame(
    fc.constantFrom(...zones).map((zone) => (hooks) => {
      process.env.TZ = zone;
      return [hooks];
    }),
  );
});

/** A webhook in which there is no word for us: of a bot, of a pull request, of an unknown kind. */
function noise(hook: Hook, chance: number): Hook {
  const guid = `noise-${chance}`;
  const { payload } = hook;
  const bot = { id: 77, login: 'chatter[bot]', type: 'Bot' };
  const comment = { id: 900_000 + (chance % 1000), body: '/lgtm', user: bot };
  const at = '2026-05-04T09:12:00Z';
  const said = { ...comment, created_at: at, updated_at: at };
  switch (chance % 3) {
    case 0:
      return { ...hook, guid, payload: { ...payload, action: 'created', comment: said } };
    case 1:
      return { ...hook, guid, payload: { ...payload, issue: { number: 5, pull_request: {} } } };
    default:
      return { ...hook, guid, event: 'star', payload: { ...payload, action: 'created' } };
  }
}

/** The same webhook, had everybody got another login before. */
function renamed(hook: Hook): Hook {
  const text = JSON.stringify(hook.payload);
  const other = text.replace(/"login":"(alice|bob|carol|mallory)"/g, '"login":"$1-renamed"');
  return { ...hook, payload: JSON.parse(other) };
}
