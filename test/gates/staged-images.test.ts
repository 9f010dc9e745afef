import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compareFacts } from '../../src/domain/facts.ts';
import { plain } from '../../src/domain/prose.ts';
import type { Artifact } from '../../src/domain/release.ts';
import staged from '../../src/gates/staged.ts';
import type { Manifest } from '../../src/plugin/registry.ts';
import { Craft, forPlatform, REVISION } from '../images/craft.ts';
import { ask, COMMIT, IMAGES, NOW, OTHER_COMMIT, release, view } from '../support/release.ts';
import { Shelf } from '../support/shelf.ts';

const APP = 'gcr.io/k8s-staging-app/app';

/** Asks the gate about what a test makes of the staging registry. */
function judged(
  make: (craft: Craft) => Manifest,
  {
    image = `${APP}:v0.1.0`,
    production = new Shelf(),
    options = {},
    platforms,
  }: {
    image?: string;
    production?: Shelf;
    options?: object;
    platforms?: readonly string[];
  } = {},
) {
  const [repository = ''] = image.split(':');
  const registry = new Craft(repository);
  registry.tag('v0.1.0', make(registry));
  const artifact: Artifact = {
    ...IMAGES,
    image,
    ...(platforms === undefined ? {} : { platforms }),
  };
  return ask(staged, {
    release: view({ release: release({ artifacts: [artifact] }) }),
    options,
    open: { registry, publicRegistry: production },
  });
}

function evidence({ evidence: exhibits = [] }: Awaited<ReturnType<typeof judged>>) {
  return exhibits.flatMap(({ lines }) => lines.map(plain)).join('\n');
}

function inProduction(reference: string) {
  const production = new Shelf();
  production.put({ reference, platforms: { 'linux/amd64': COMMIT, 'linux/arm64': COMMIT } });
  return production;
}

const single = (craft: Craft) => craft.image({ label: COMMIT });
const indexed = (craft: Craft) => craft.index([[single(craft), forPlatform('linux/amd64')]]);

describe('the platforms of the version before', () => {
  const production = inProduction('registry.k8s.io/app/app:v0.0.9');

  for (const [title, make] of Object.entries({ index: indexed, 'image without an index': single }))
    test(`are expected of an ${title}`, async () => {
      const verdict = await judged(make, { production });
      assert.equal(verdict.state, 'fail');
      assert.match(verdict.reason, /lacks linux\/arm64/);
      assert.match(evidence(verdict), /platforms as in registry\.k8s\.io\/app\/app:v0\.0\.9/);
    });

  test('are not expected where the process names those it wants', async () => {
    const verdict = await judged(single, { production, platforms: ['linux/amd64'] });
    assert.equal(verdict.state, 'pass');
  });

  test('cannot be expected of a first version, and the evidence says so', async () => {
    const verdict = await judged(single);
    assert.equal(verdict.state, 'pass');
    assert.match(evidence(verdict), /first version: no platforms to compare with/);
  });

  test('are no guess where production lists that version and does not have it', async () => {
    const listed = inProduction('registry.k8s.io/app/app:v0.0.9');
    listed.manifest = async () => undefined;
    await assert.rejects(judged(single, { production: listed }), {
      code: 'outside-garbled',
      message: /v0\.0\.9 is listed, but not there/,
    });
  });
});

describe("registries of one's own", () => {
  const image = 'ghcr.io/acme/staging/app:v0.1.0';
  const production = inProduction('ghcr.io/acme/prod/app:v0.0.9');

  test('are compared where both are named', async () => {
    const options = { from: 'ghcr.io/acme/staging', at: 'ghcr.io/acme/prod' };
    const verdict = await judged(indexed, { image, production, options });
    assert.equal(verdict.state, 'fail');
    assert.match(verdict.reason, /lacks linux\/arm64/);
  });

  for (const options of [
    { at: 'ghcr.io/acme/prod' },
    { from: 'ghcr.io/acme/staging' },
    { from: 'ghcr.io/other', at: 'ghcr.io/acme/prod' },
  ])
    test(`are an error where ${JSON.stringify(options)} leads nowhere`, async () => {
      await assert.rejects(judged(indexed, { image, production, options }), {
        code: 'artifact-invalid',
        message: /no production registry follows for ghcr\.io\/acme\/staging\/app/,
      });
    });

  test('are not compared where none is named, and the evidence says so', async () => {
    const verdict = await judged(indexed, { image, production });
    assert.equal(verdict.state, 'pass');
    assert.match(evidence(verdict), /no production registry is known: no platforms/);
  });
});

describe('one platform twice', () => {
  const twice = (versions: readonly (string | undefined)[]) =>
    judged((craft) =>
      craft.index(
        versions.map((version, index) => [
          craft.image({ platform: 'windows/amd64', label: COMMIT, content: String(index) }),
          forPlatform('windows/amd64', version),
        ]),
      ),
    );

  for (const [versions, keys] of [
    [
      ['10.0.17763.1', '10.0.20348.1'],
      ['windows/amd64:10.0.17763.1', 'windows/amd64:10.0.20348.1'],
    ],
    [
      [undefined, undefined],
      ['windows/amd64', 'windows/amd64#2'],
    ],
  ] as const)
    test(`is two facts, ${keys.join(' and ')}, that stand at the next look`, async () => {
      const { state, facts = [] } = await twice(versions);
      assert.equal(state, 'pass');
      assert.deepEqual(
        facts.slice(1).map(({ key }) => key),
        keys.map((key) => `artifact:images/${key}@sha256`),
      );
      const { fresh } = compareFacts(new Map(), facts, 'staged');
      const pinned = new Map(fresh.map((fact) => [fact.key, { ...fact, at: NOW }]));
      assert.deepEqual(compareFacts(pinned, facts, 'staged'), { fresh: [], moved: [] });
    });
});

describe('the commit', () => {
  for (const [title, label, reason] of [
    ['an empty label', '', /does not say which commit/],
    ['the commit cut short', COMMIT.slice(0, 7), /says only 3f9c2ab of the commit/],
  ] as const)
    test(`needs a person where there is ${title}`, async () => {
      const verdict = await judged((craft) => craft.image({ label }));
      assert.equal(verdict.state, 'needs-you');
      assert.match(verdict.reason, reason);
      assert.ok(verdict.facts?.every(({ settle }) => settle === 'pin'));
    });

  for (const label of [OTHER_COMMIT, OTHER_COMMIT.slice(0, 7), 'main', COMMIT.slice(0, 6)])
    test(`is another one where the label says ${label}`, async () => {
      const verdict = await judged((craft) => craft.image({ label }));
      assert.equal(verdict.state, 'fail');
      assert.match(verdict.reason, /was built from/);
    });

  test('is not the approved one where annotation and label differ', async () => {
    const verdict = await judged((craft) =>
      craft.image({ annotation: COMMIT, label: OTHER_COMMIT }),
    );
    assert.equal(verdict.state, 'fail');
    assert.match(verdict.reason, /linux\/amd64 cannot be used: it says that it was built from/);
  });

  test('is not that of an index around another one', async () => {
    const verdict = await judged((craft) => {
      const inner = craft.index([
        [craft.image({ label: OTHER_COMMIT }), forPlatform('linux/amd64')],
      ]);
      return craft.index([[inner, {}]], { annotations: { [REVISION]: COMMIT } });
    });
    assert.equal(verdict.state, 'fail');
  });
});
