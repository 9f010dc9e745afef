import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compareFacts, type Fact, type FactSeen } from '../../src/domain/facts.ts';
import staged from '../../src/gates/staged.ts';
import tag from '../../src/gates/tag.ts';
import type { Forge, People, TagName } from '../../src/plugin/forge.ts';
import {
  ask,
  BOB,
  CHART,
  COMMIT,
  IMAGES,
  NOW,
  OTHER_COMMIT,
  only,
  release,
  view,
} from '../support/release.ts';
import { Shelf } from '../support/shelf.ts';

/** What is pinned once a gate has passed. */
function pinnedBy(facts: readonly FactSeen[] = []): ReadonlyMap<string, Fact> {
  const { fresh } = compareFacts(new Map(), facts, 'step');
  return new Map(fresh.map((fact) => [fact.key, { ...fact, at: NOW }]));
}

function movedIn(pinned: ReadonlyMap<string, Fact>, facts: readonly FactSeen[] = []) {
  return compareFacts(pinned, facts, 'step').moved.map(({ key, from, to }) => [key, from, to]);
}

describe('a tag that was accepted', () => {
  const SIGNED: TagName = { name: 'v0.1.0', object: 'o1', kind: 'annotated' };

  const look = (ref: TagName, commit = COMMIT) =>
    ask(tag, {
      options: { 'signed-by': 'owners' },
      open: {
        forge: only<Forge>('forge', {
          tags: {
            all: async () => [ref],
            object: async () => ({
              name: 'v0.1.0',
              target: { kind: 'commit', id: commit },
              message: '(#12)',
              signed: {
                payload: `object ${commit}\ntype commit\ntag v0.1.0\n\n(#12)`,
                signature: 's',
              },
            }),
          },
          people: only<People>('people', { signingKeys: async () => ({ openpgp: [] }) }),
        }),
        signatures: { verify: async () => ({ state: 'good', by: BOB, key: 'AB' }) },
      },
    });

  for (const [title, now, commit] of [
    ['a lightweight one on the same commit', { ...SIGNED, object: COMMIT, kind: 'lightweight' }],
    ['another signed one on the same commit', { ...SIGNED, object: 'o2' }],
    ['another signed one on another commit', { ...SIGNED, object: 'o2' }, OTHER_COMMIT],
  ] as const)
    test(`has moved when ${title} has its name`, async () => {
      const pinned = pinnedBy((await look(SIGNED)).facts);
      const { facts } = await look(now, commit);
      assert.deepEqual(movedIn(pinned, facts), [['tag:v0.1.0', 'o1', now.object]]);
    });

  test('has not moved while it is what it was', async () => {
    const pinned = pinnedBy((await look(SIGNED)).facts);
    assert.equal(pinned.size, 1);
    assert.deepEqual(movedIn(pinned, (await look(SIGNED)).facts), []);
  });
});

describe('a release of an image and a chart', () => {
  const about = view({ release: release({ artifacts: [IMAGES, CHART] }) });
  const image = { reference: IMAGES.image, platforms: { 'linux/amd64': COMMIT } };
  const chart = { reference: CHART.image, chart: true };

  async function lookTwice(change: (shelf: Shelf) => void) {
    const registry = new Shelf();
    registry.put(image);
    registry.put(chart);
    const open = { registry, publicRegistry: new Shelf() };
    const pinned = pinnedBy((await ask(staged, { release: about, open })).facts);
    change(registry);
    const { facts } = await ask(staged, { release: about, open });
    return movedIn(pinned, facts).map(([key]) => key);
  }

  test('has moved when the chart is of another build, though the image stayed', async () => {
    const moved = await lookTwice((shelf) => shelf.put({ ...chart, content: 'another build' }));
    assert.deepEqual(moved, ['artifact:chart@sha256']);
  });

  test('has moved, platform and index, when one platform of the image is of another build', async () => {
    const moved = await lookTwice((shelf) => shelf.put({ ...image, content: 'another build' }));
    assert.deepEqual(moved, ['artifact:images@sha256', 'artifact:images/linux/amd64@sha256']);
  });

  test('has not moved while both are what they were', async () => {
    assert.deepEqual(await lookTwice((shelf) => shelf.put(chart)), []);
  });
});
