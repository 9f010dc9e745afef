import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RingmasterError } from '../../src/domain/errors.ts';
import { plainReference, readPlain, setPlain } from '../../src/version-refs/plain-reference.ts';

const CHART = '# chart\r\nname: app\r\nversion: 0.1.0 # of the chart\r\nappVersion: "v0.1.0"\r\n';
const CLOUD_BUILD = "substitutions:\n  # of the image\n  _IMG_VERSION: 'v4.5.1-0'\n";

function reference(written: string) {
  const found = plainReference(written);
  assert.ok('reference' in found, JSON.stringify(found));
  return found.reference;
}

const CASES = [
  ['VERSION', '4.5.1\n', '4.5.1', '4.6.0', '4.6.0\n'],
  ['pkg/VERSION.txt', 'v1\r\n', 'v1', 'v2', 'v2\r\n'],
  ['VERSION', '4.5.1', '4.5.1', '4.6.0', '4.6.0'],
  ['Chart.yaml:version', CHART, '0.1.0', '0.2.0', CHART.replace('0.1.0 #', '0.2.0 #')],
  [
    'charts/app/Chart.yaml:appVersion',
    CHART,
    'v0.1.0',
    'v0.2.0',
    CHART.replace('v0.1.0', 'v0.2.0'),
  ],
  [
    'cloudbuild.yaml:_IMG_VERSION',
    CLOUD_BUILD,
    'v4.5.1-0',
    'v4.6.0-0',
    CLOUD_BUILD.replace('4.5.1', '4.6.0'),
  ],
  ['package.json:version', '{"version": "1.0.0"}', '1.0.0', '1.1.0', '{"version": "1.1.0"}'],
  ['values.yaml:image.tag', 'image: {tag: v1}\n', 'v1', 'v2', 'image: {tag: v2}\n'],
] as const;

for (const [written, text, value, version, changed] of CASES)
  test(`${written} says ${value}, and then ${version}`, () => {
    const found = reference(written);
    assert.deepEqual(readPlain(text, found), { value });
    assert.equal(setPlain(text, found, version), changed);
    assert.equal(setPlain(changed, found, version), changed);
  });

const NAMED_WRONGLY = [
  ['../VERSION', /leads out/],
  ['/VERSION', /absolute/],
  ['Chart.yaml', /name one, such as Chart\.yaml:version/],
  ['Chart.yaml:', /names no key/],
  [':version', /names no file/],
] as const;

for (const [written, reason] of NAMED_WRONGLY)
  test(`"${written}" names no version`, () => {
    const found = plainReference(written);
    assert.match('trouble' in found ? found.trouble : '', reason);
  });

const SAYS_NOTHING = [
  ['VERSION', undefined, /does not exist/],
  ['VERSION', ' \n', /says nothing/],
  ['Chart.yaml:version', 'name: a', /has no key version/],
  ['Chart.yaml:version', 'version: ""', /says nothing/],
  ['Chart.yaml:version', 'version: [', /cannot be read/],
  ['Chart.yaml:version', 'version: {a: 1}', /holds more than one value/],
] as const;

for (const [written, text, reason] of SAYS_NOTHING)
  test(`${written} of ${JSON.stringify(text)} is no version, and is not set`, () => {
    const found = readPlain(text, reference(written));
    assert.match('trouble' in found ? found.trouble : '', reason);
    assert.throws(() => setPlain(text ?? '', reference(written), '2'), RingmasterError);
  });

test('a file of several words is no version that could be replaced', () => {
  assert.throws(() => setPlain('version 1\n', reference('VERSION'), '2'), /cannot be changed/);
  assert.throws(() => setPlain('1\n', reference('VERSION'), '2\n3'), /cannot be changed/);
});
