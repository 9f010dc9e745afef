import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BOTH, block, plan, Shelves, words } from './shelves.ts';

test('each image is found as it spells its tags, also where nothing is listed yet', async () => {
  const registry = new Shelves();
  registry.stage('app', 'v0.2.0');
  registry.stage('charts/app', '0.2.0', { chart: true });
  const { problems, rows } = await plan(
    '--tag v0.2.0 --image app --image charts/app',
    '',
    registry,
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    rows.map(({ look, state }) => [look.image, look.tag, state]),
    [
      ['app', 'v0.2.0', 'new'],
      ['charts/app', '0.2.0', 'new'],
    ],
  );
});

test('an older version in the other spelling is not taken for one that was asked for', async () => {
  const registry = new Shelves();
  for (const tag of ['v0.2.0', 'v0.1.5']) registry.stage('app', tag);
  registry.stage('charts/app', '0.1.5', { chart: true });
  const result = await plan(
    '--tag v0.2.0 --tag 0.1.5 --image app --image charts/app',
    '',
    registry,
  );
  assert.deepEqual(words(result), ['app:v0.2.0 new', 'charts/app:0.1.5 new']);
});

test('an image that nobody named is expected only where it has the version before', async () => {
  const registry = new Shelves();
  registry.stage('app', 'v0.2.0');
  const list =
    block('app', { 'v0.1.0': registry.serve('app', 'v0.1.0') }) +
    block('retired', { 'v0.0.3': registry.serve('retired', 'v0.0.3') });
  const result = await plan('--tag v0.2.0', list, registry);
  assert.deepEqual(words(result), ['app:v0.2.0 new', 'retired:v0.2.0 left-out']);
  assert.deepEqual(result.problems, []);
  const missing = await plan('--tag v0.3.0', list, registry);
  assert.deepEqual(words(missing), ['app:v0.3.0 missing', 'retired:v0.3.0 left-out']);
});

test('a tag that no image has is told, and so is a digest', async () => {
  const registry = new Shelves();
  const digest = registry.stage('app', 'v0.2.0');
  const other = `sha256:${'f'.repeat(64)}`;
  const list = block('app', { 'v0.1.0': registry.serve('app', 'v0.1.0') });
  const line = `--tag v0.2.0 --tag x1 --digest ${digest} --digest ${other}`;
  const { problems } = await plan(line, list, registry);
  assert.deepEqual(problems, [
    'no image has the tag x1',
    `no image has ${other} under v0.2.0 or x1`,
  ]);
});

test('digests choose among what nobody named', async () => {
  const registry = new Shelves();
  const digest = registry.stage('app', 'v0.2.0');
  registry.stage('web', 'v0.2.0', { platforms: BOTH, content: 'web' });
  const list = ['app', 'web', 'cli']
    .map((name) => block(name, { 'v0.1.0': registry.serve(name, 'v0.1.0') }))
    .join('');
  const result = await plan(`--tag v0.2.0 --digest ${digest}`, list, registry);
  assert.deepEqual(words(result), ['app:v0.2.0 new', 'web:v0.2.0 left-out', 'cli:v0.2.0 left-out']);
  assert.deepEqual(result.problems, []);
});

for (const name of ['app:v1', `app@sha256:${'a'.repeat(64)}`, '../app', 'App', ''])
  test(`"${name}" is not taken for the name of an image`, async () => {
    const registry = new Shelves();
    registry.stage('app', 'v0.2.0');
    const list = `- name: "${name}"\n  dmap:\n    "sha256:${'b'.repeat(64)}": ["v0.1.0"]\n`;
    const { rows, problems } = await plan('--tag v0.2.0', list, registry);
    assert.deepEqual(
      rows.map(({ state }) => state),
      ['refused'],
    );
    assert.equal(problems.length, 1);
  });

test('a further tag of a digest that is listed changes its line alone', async () => {
  const registry = new Shelves();
  const digest = registry.stage('app', 'v0.2.0');
  registry.serve('app', 'v0.2.0-rc.1', { platforms: BOTH, content: '' });
  const result = await plan('--tag v0.2.0', block('app', { 'v0.2.0-rc.1': digest }), registry);
  const [old, now, ...more] = result.diff.match(/^[-+] .*$/gm) ?? [];
  assert.equal(old, `-    "${digest}": ["v0.2.0-rc.1"]`);
  assert.ok(now?.startsWith(`+    "${digest}": [`) && now.includes('"v0.2.0"'), now);
  assert.deepEqual(more, []);
});
