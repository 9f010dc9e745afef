import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyOf } from '../../../src/cli/promote/body.ts';
import { judge } from '../../../src/cli/promote/judge.ts';
import { lookFor } from '../../../src/cli/promote/look.ts';
import { type Plan, planOf } from '../../../src/cli/promote/plan.ts';
import { routeOf } from '../../../src/cli/promote/route.ts';
import { shortPlatforms, shownPlan } from '../../../src/cli/promote/show.ts';
import { listedIn, wantedImages } from '../../../src/cli/promote/wanted.ts';
import { readWish, type Wish } from '../../../src/cli/promote/wish.ts';
import { MANIFEST } from '../../support/memory-registry.ts';
import { Shelf, type ShelfImage } from '../../support/shelf.ts';

const STAGING = 'us-central1-docker.pkg.dev/k8s-staging-images/app';
const PRODUCTION = 'registry.k8s.io/app';
const BOTH = { 'linux/amd64': undefined, 'linux/arm64': undefined };

/** Both registries in one, as the command sees them. */
class Shelves extends Shelf {
  stage(name: string, tag: string, more: Omit<ShelfImage, 'reference'> = { platforms: BOTH }) {
    return this.put({ reference: `${STAGING}/${name}:${tag}`, ...more });
  }

  serve(name: string, tag: string, more: Omit<ShelfImage, 'reference'> = { platforms: BOTH }) {
    return this.put({ reference: `${PRODUCTION}/${name}:${tag}`, content: tag, ...more });
  }

  /** Puts a signature where an image should be. */
  sign(name: string, tag: string) {
    const config = this.keepBlob('application/vnd.example.signature', {});
    const manifest = this.keepManifest(`${STAGING}/${name}`, MANIFEST, { config, layers: [] });
    this.manifests.set(`${STAGING}/${name}:${tag}`, manifest);
  }
}

function wishFor(line: string): Wish {
  return readWish(['--project', 'app', ...line.split(' ')]);
}

async function plan(line: string, list: string, registry: Shelf): Promise<Plan> {
  const wish = wishFor(line);
  const standing = { text: list, manifest: undefined, pulls: undefined, mine: undefined };
  const route = routeOf(wish, standing);
  const wanted = wantedImages(wish, listedIn(list));
  const looks = await Promise.all(wanted.map((each) => lookFor(each, { route, registry })));
  const rows = looks.flat().map((look) => judge(look, wish, route));
  return planOf({ wish, standing, route, rows });
}

const block = (name: string, entries: Readonly<Record<string, string>>) =>
  `- name: ${name}\n  dmap:\n${Object.entries(entries)
    .map(([tag, digest]) => `    "${digest}": ["${tag}"]\n`)
    .join('')}`;

const words = ({ rows }: Plan) =>
  rows.map(({ look, state }) => `${look.image}:${look.tag} ${state}`);

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

test('platforms that cannot be compared are not taken for complete', async () => {
  const registry = new Shelves();
  registry.stage('app', 'v0.2.0');
  const list = block('app', { 'v0.1.0': `sha256:${'a'.repeat(64)}` });
  const refused = await plan('--tag v0.2.0', list, registry);
  assert.match(refused.problems.join(), /production does not have v0\.1\.0/);
  const named = '--tag v0.2.0 --platform linux/amd64 --platform linux/arm64/v8';
  assert.deepEqual((await plan(named, list, registry)).problems, []);
});

test('a first version for one platform is promoted with a word, and its box is left open', async () => {
  const registry = new Shelves();
  registry.stage('app', 'v0.1.0', { platforms: { 'linux/amd64': undefined } });
  const line = '--tag v0.1.0 --image app';
  const result = await plan(line, '', registry);
  assert.match(result.warnings.join(), /first version here and runs on linux\/amd64 alone/);
  const body = bodyOf(wishFor(line), result, { server: 'https://github.example' });
  assert.match(body, /^- \[ \] Multi-arch: `app` has one platform/m);
  assert.equal(body.match(/^- \[x\] /gm)?.length, 3);
});

test('a tag without a version is a word to the reader', async () => {
  const registry = new Shelves();
  registry.stage('app', 'stable');
  const { warnings, problems } = await plan('--tag stable --image app', '', registry);
  assert.deepEqual(problems, []);
  assert.match(warnings.join(), /app:stable: a tag without a version is likely to move/);
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

test('the text of a pull request for very many images is one that GitHub takes', async () => {
  const registry = new Shelves();
  const platforms = Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [`linux/arch${at}`, undefined]),
  );
  const names = Array.from({ length: 60 }, (_, at) => `image-${at}`);
  for (const name of names) registry.stage(name, 'v1.0.0', { platforms, content: name });
  const line = `--tag v1.0.0 --image ${names.join(',')}`;
  const result = await plan(line, '', registry);
  assert.equal(result.additions.length, 60);
  const body = bodyOf(wishFor(line), result, { server: 'https://github.example' });
  assert.ok(body.length < 65_536, String(body.length));
  assert.match(body, /^\/hold$/m);
});

test('the table names each platform once, and systems apart', async () => {
  const platforms = ['linux/amd64', 'linux/arm/v7', 'windows/amd64', 'windows/amd64'];
  assert.equal(shortPlatforms(platforms), 'linux/amd64,arm/v7 windows/amd64');
  const registry = new Shelves();
  registry.stage('app', 'v0.2.0');
  const shown = shownPlan(
    wishFor('--tag v0.2.0 --image app'),
    await plan('--tag v0.2.0 --image app', '', registry),
  );
  assert.match(shown, /^IMAGE {2}TAG {5}DIGEST {15}PLATFORMS {10}STATE$/m);
});
