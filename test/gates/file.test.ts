import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plain } from '../../src/domain/prose.ts';
import file from '../../src/gates/file.ts';
import type { Code, Forge } from '../../src/plugin/forge.ts';
import { ask, COMMIT, OTHER_COMMIT, only } from '../support/release.ts';

const CHART = '# the chart\nname: app\nappVersion: "v0.0.9" # keep me\n';
const WANTED = { path: 'Chart.yaml', key: 'appVersion', is: 'v0.1.0' };

function forge(files: Readonly<Record<string, string | undefined>>) {
  const code = {
    head: async () => ({ branch: 'main', commit: OTHER_COMMIT }),
    file: async (commit: string) => {
      const text = files[commit];
      return text === undefined ? undefined : { blob: 'b', text };
    },
  };
  return { forge: only<Forge>('forge', { code: only<Code>('code', code) }) };
}

function judged(files: Readonly<Record<string, string | undefined>>, options: object = WANTED) {
  return ask(file, { options, open: forge(files) });
}

test('the right value passes', async () => {
  const verdict = await judged({ [COMMIT]: 'appVersion: v0.1.0' });
  assert.deepEqual([verdict.state, verdict.reason], ['pass', 'Chart.yaml: appVersion is v0.1.0']);
});

test('a wrong value names file, key, found and expected, and offers the fix', async () => {
  const verdict = await judged({ [COMMIT]: CHART, [OTHER_COMMIT]: CHART });
  assert.deepEqual(
    [verdict.state, verdict.reason],
    ['fail', 'Chart.yaml: appVersion is v0.0.9, expected v0.1.0'],
  );
  assert.deepEqual(verdict.remedy, {
    path: 'Chart.yaml',
    content: '# the chart\nname: app\nappVersion: "v0.1.0" # keep me\n',
    title: 'Set appVersion to v0.1.0',
  });
});

test('a fix that is merged already asks for a new candidate, not for another fix', async () => {
  const verdict = await judged({
    [COMMIT]: CHART,
    [OTHER_COMMIT]: CHART.replace('0.0.9', '0.1.0'),
  });
  assert.equal(verdict.state, 'fail');
  assert.equal(verdict.remedy, undefined);
  assert.deepEqual(verdict.advice?.map(plain), ['main has the fix: an owner says /rc']);
});

test('the fix is made from the default branch, and undoes nothing that came after the candidate', async () => {
  const verdict = await judged({
    [COMMIT]: CHART,
    [OTHER_COMMIT]: `${CHART}dependencies: [security-fix]\n`,
  });
  assert.match(
    verdict.remedy?.content ?? '',
    /"v0\.1\.0" # keep me\ndependencies: \[security-fix\]/,
  );
});

test('what is gone from the default branch is not offered again', async () => {
  const verdict = await judged({ [COMMIT]: CHART });
  assert.deepEqual([verdict.state, verdict.remedy], ['fail', undefined]);
});

test('1.10 and 1.1 are different versions, quoted or not', async () => {
  const verdict = await judged({ [COMMIT]: 'appVersion: 1.10' }, { ...WANTED, is: '1.1' });
  assert.match(verdict.reason, /is 1\.10, expected 1\.1/);
});

test('a whole file is compared without its final newline', async () => {
  const verdict = await judged({ [COMMIT]: 'v0.1.0\n' }, { path: 'VERSION', is: 'v0.1.0' });
  assert.equal(verdict.state, 'pass');
});

const BROKEN: readonly (readonly [string, string | undefined, RegExp])[] = [
  ['a file that does not exist', undefined, /does not exist/],
  ['a key that does not exist', 'name: app', /has no key appVersion/],
  ['broken YAML', 'a: [', /cannot be read/],
  ['a key that holds a map', 'appVersion: {a: 1}', /holds more than one value/],
];

for (const [title, text, reason] of BROKEN)
  test(`${title} fails with the reason`, async () => {
    const verdict = await judged({ [COMMIT]: text, [OTHER_COMMIT]: text });
    assert.equal(verdict.state, 'fail');
    assert.match(verdict.reason, reason);
  });
