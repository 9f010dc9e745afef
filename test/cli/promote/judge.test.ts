import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BOTH, block, plan, Shelves, words } from './shelves.ts';

const UNFIT: Readonly<Record<string, readonly [(registry: Shelves) => void, RegExp]>> = {
  'an index without images': [
    (registry) => registry.stage('app', 'v0.2.0', { platforms: {} }),
    /it is an index without images/,
  ],
  'a platform that is not there': [
    (registry) => registry.stage('app', 'v0.2.0', { platforms: BOTH, lost: ['linux/arm64'] }),
    /its linux\/arm64 cannot be used: its manifest is missing/,
  ],
  'a signature': [(registry) => registry.sign('app', 'v0.2.0'), /neither an image nor a chart/],
};

for (const [what, [stage, message]] of Object.entries(UNFIT))
  test(`${what} is refused`, async () => {
    const registry = new Shelves();
    stage(registry);
    const result = await plan('--tag v0.2.0 --image app', '', registry);
    assert.deepEqual([words(result), result.diff], [['app:v0.2.0 refused'], '']);
    assert.match(result.problems.join(), message);
  });

test('platforms that cannot be compared are not taken for complete', async () => {
  const registry = new Shelves();
  registry.stage('app', 'v0.2.0');
  const list = block('app', { 'v0.1.0': `sha256:${'a'.repeat(64)}` });
  const refused = await plan('--tag v0.2.0', list, registry);
  assert.match(refused.problems.join(), /production does not have v0\.1\.0/);
  const named = '--tag v0.2.0 --platform linux/amd64 --platform linux/arm64/v8';
  assert.deepEqual((await plan(named, list, registry)).problems, []);
});

test('a tag without a version is a word to the reader', async () => {
  const registry = new Shelves();
  registry.stage('app', 'stable');
  const { warnings, problems } = await plan('--tag stable --image app', '', registry);
  assert.deepEqual(problems, []);
  assert.match(warnings.join(), /app:stable: a tag without a version is likely to move/);
});
