import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inspect } from '../../src/images/inspect.ts';
import type { Manifest } from '../../src/plugin/registry.ts';
import { Craft, forPlatform, REVISION } from './craft.ts';

const APP = { host: 'gcr.io', path: 'p/app', tag: 'v1' };
const COMMIT = '3f9c2ab'.padEnd(40, '0');
const OTHER = '7d01e44'.padEnd(40, '0');
const MARK = { annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } };

async function found(make: (craft: Craft) => Manifest) {
  const craft = new Craft('gcr.io/p/app');
  craft.tag('v1', make(craft));
  return (await inspect(APP, craft))?.parts ?? [];
}

async function faults(make: (craft: Craft) => Manifest) {
  return (await found(make)).map(({ fault }) => fault);
}

test('an image is read with its platform and the commit of its label', async () => {
  const [part] = await found((craft) => craft.image({ label: COMMIT }));
  assert.deepEqual(
    [part?.platform, part?.revision, part?.fault],
    ['linux/amd64', COMMIT, undefined],
  );
});

test('two Windows images of one platform differ by their version', async () => {
  const parts = await found((craft) =>
    craft.index(
      ['10.0.17763.1', '10.0.20348.1'].map((version) => [
        craft.image({ platform: 'windows/amd64', content: version }),
        forPlatform('windows/amd64', version),
      ]),
    ),
  );
  assert.deepEqual(
    parts.map(({ platform, osVersion, fault }) => [platform, osVersion, fault]),
    [
      ['windows/amd64', '10.0.17763.1', undefined],
      ['windows/amd64', '10.0.20348.1', undefined],
    ],
  );
});

describe('what an index lists beside its images', () => {
  test('is left out where it runs nowhere and is marked as an attestation', async () => {
    const parts = await found((craft) =>
      craft.index([[craft.attached(), { ...forPlatform('unknown/unknown'), ...MARK }]]),
    );
    assert.deepEqual(parts, []);
  });

  test('is an image like any other where it is marked and runs somewhere', async () => {
    const parts = await found((craft) =>
      craft.index([[craft.image({ label: OTHER }), { ...forPlatform('linux/amd64'), ...MARK }]]),
    );
    assert.deepEqual(
      parts.map(({ platform, revision }) => [platform, revision]),
      [['linux/amd64', OTHER]],
    );
  });

  test('is a fault where it is another index, whatever that says of its commit', async () => {
    const annotations = { [REVISION]: COMMIT };
    const nested = await faults((craft) => {
      const inner = craft.index([[craft.image({ label: OTHER }), forPlatform('linux/amd64')]]);
      return craft.index([[inner, {}]], { annotations });
    });
    assert.deepEqual(nested, ['it is no image, its kind is index']);
  });

  test('is a fault where it is something attached, without the marks of it', async () => {
    const attached = await faults((craft) =>
      craft.index([[craft.attached(), forPlatform('linux/amd64')]]),
    );
    assert.deepEqual(attached, ['it is no image, its kind is artifact']);
  });
});

describe('a commit that is named twice', () => {
  const both = /built from [37][0-9a-f]+, and from [37][0-9a-f]+/;

  test('is a fault where annotation and label differ', async () => {
    const [fault] = await faults((craft) => craft.image({ annotation: COMMIT, label: OTHER }));
    assert.match(fault ?? '', both);
  });

  test('is a fault where the index and its image differ', async () => {
    const [fault] = await faults((craft) =>
      craft.index([[craft.image({ label: OTHER }), forPlatform('linux/amd64')]], {
        annotations: { [REVISION]: COMMIT },
      }),
    );
    assert.match(fault ?? '', both);
  });

  test('is one commit where both agree, or one of them is empty', async () => {
    for (const annotation of [COMMIT, '', COMMIT.slice(0, 12)]) {
      const [part] = await found((craft) => craft.image({ annotation, label: COMMIT }));
      assert.deepEqual([part?.revision, part?.fault], [COMMIT, undefined]);
    }
  });

  test('is that of the index where the image names none', async () => {
    const [part] = await found((craft) =>
      craft.index([[craft.image({}), forPlatform('linux/amd64')]], {
        annotations: { [REVISION]: COMMIT },
      }),
    );
    assert.equal(part?.revision, COMMIT);
  });
});
