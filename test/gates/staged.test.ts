import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { after } from '../../src/domain/time.ts';
import staged from '../../src/gates/staged.ts';
import type { ReleaseView } from '../../src/plugin/release-view.ts';
import {
  ask,
  CHART,
  COMMIT,
  facts,
  IMAGES,
  NOW,
  OTHER_COMMIT,
  release,
  view,
} from '../support/release.ts';
import { Shelf, type ShelfImage } from '../support/shelf.ts';

const BOTH = { 'linux/amd64': COMMIT, 'linux/arm64': COMMIT };

function judged(
  images: readonly ShelfImage[],
  about: ReleaseView = view(),
  production = new Shelf(),
) {
  const registry = new Shelf();
  for (const image of images) registry.put(image);
  return ask(staged, { release: about, open: { registry, publicRegistry: production } });
}

test('an image with the commit in every label passes, and all its digests are pinned', async () => {
  const verdict = await judged([{ reference: IMAGES.image, platforms: BOTH }]);
  assert.equal(verdict.state, 'pass');
  assert.match(verdict.reason, /^images sha256:[0-9a-f]{12} built from 3f9c2ab00000$/);
  assert.deepEqual(
    verdict.facts?.map(({ key, settle }) => `${settle} ${key}`),
    [
      'pin artifact:images@sha256',
      'pin artifact:images/linux/amd64@sha256',
      'pin artifact:images/linux/arm64@sha256',
    ],
  );
});

describe('after a gap in the record', () => {
  const shelf = [{ reference: IMAGES.image, platforms: BOTH }];

  test('what was pinned before it is believed', async () => {
    const pinned = facts({ 'artifact:images@sha256': 'a digest' });
    const about = view({ facts: pinned, gapUntil: after(NOW, 1000) });
    assert.equal((await judged(shelf, about)).state, 'pass');
  });

  for (const [title, pinned] of [
    ['what was pinned since', { 'artifact:images@sha256': 'a digest' }],
    ['what was never pinned', {}],
  ] as const)
    test(`${title} asks for a person, who knows what was staged in between`, async () => {
      const about = view({ facts: facts(pinned), gapUntil: NOW });
      assert.equal((await judged(shelf, about)).state, 'needs-you');
    });
});

test('what is not there yet is waited for', async () => {
  const verdict = await judged([]);
  assert.deepEqual(
    [verdict.state, verdict.reason],
    ['pending', `${IMAGES.image} is not staged yet`],
  );
});

test('an image is looked for again although the chart waits for a person', async () => {
  const about = view({ release: release({ artifacts: [IMAGES, CHART] }) });
  const verdict = await judged([{ reference: CHART.image, chart: true }], about);
  assert.deepEqual([verdict.state, verdict.awaitsMachine], ['needs-you', true]);
  const both = [
    { reference: CHART.image, chart: true },
    { reference: IMAGES.image, platforms: BOTH },
  ];
  const later = await judged(both, about);
  assert.deepEqual([later.state, later.awaitsMachine], ['needs-you', false]);
});

describe('fails:', () => {
  const FAILING: readonly (readonly [string, ShelfImage, RegExp])[] = [
    [
      'an image from another commit',
      { reference: IMAGES.image, platforms: { 'linux/amd64': OTHER_COMMIT } },
      /was built from 7d01e4400000, the approved commit is 3f9c2ab00000/,
    ],
    ['an index without images', { reference: IMAGES.image }, /index without images/],
    [
      'a platform whose manifest is lost',
      { reference: IMAGES.image, platforms: BOTH, lost: ['linux/arm64'] },
      /linux\/arm64 cannot be used: its manifest is missing/,
    ],
  ];
  for (const [title, image, reason] of FAILING)
    test(title, async () => {
      const verdict = await judged([image]);
      assert.equal(verdict.state, 'fail');
      assert.match(verdict.reason, reason);
      assert.ok(verdict.facts?.every(({ settle }) => settle === 'watch'));
    });

  test('an image that lacks a platform of the version before', async () => {
    const production = new Shelf();
    production.put({
      reference: 'registry.k8s.io/app/app:v0.0.9',
      platforms: { ...BOTH, 'linux/s390x': COMMIT },
    });
    const verdict = await judged(
      [{ reference: IMAGES.image, platforms: BOTH }],
      view(),
      production,
    );
    assert.equal(verdict.state, 'fail');
    assert.match(verdict.reason, /lacks linux\/s390x/);
  });

  test('an image that lacks a platform of the process', async () => {
    const artifacts = [{ ...IMAGES, platforms: ['linux/amd64', 'windows/amd64'] }];
    const verdict = await judged(
      [{ reference: IMAGES.image, platforms: BOTH }],
      view({ release: release({ artifacts }) }),
    );
    assert.match(verdict.reason, /lacks windows\/amd64/);
  });

  test('a release without images and charts', async () => {
    const { image: _, ...source } = IMAGES;
    const verdict = await judged([], view({ release: release({ artifacts: [source] }) }));
    assert.equal(verdict.state, 'fail');
  });
});

test('the gravest of several artifacts decides', async () => {
  const about = view({ release: release({ artifacts: [IMAGES, CHART] }) });
  const verdict = await judged([{ reference: IMAGES.image, platforms: BOTH }], about);
  assert.equal(verdict.state, 'pending');
  assert.match(verdict.reason, /charts\/app:0\.1\.0 is not staged yet/);
});
