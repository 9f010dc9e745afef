import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pushImage } from '../image.ts';
import { draftOf, pushBlob, pushManifest } from '../push.ts';
import { startRegistry } from '../registry.ts';
import { wire } from '../wire.ts';
import { FOLDER, list, PRODUCTION, STAGING, world } from './world.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

test('children come before their index, and the tag comes last', async (t) => {
  const { from, to, state, start } = await world(t);
  const image = await pushImage({ to: from, path: STAGING });
  state.files.set(FOLDER, list({ [image.digest]: ['v1'] }));
  await (await start()).line(/^success/);
  const puts = to.requests.filter(({ method, path }) => method === 'PUT' && /manifests/.test(path));
  assert.deepEqual(
    puts.map(({ path }) => path.split('/').at(-1)),
    [...Object.values(image.children), image.digest, 'v1'],
  );
});

test('a tag that is in production with another digest stops the whole round', async (t) => {
  const { from, to, state, start } = await world(t);
  const one = await pushImage({ to: from, path: STAGING });
  const two = await pushImage({ to: from, path: STAGING, content: 'two' });
  const old = await pushImage({ to, path: PRODUCTION, tag: 'v1', content: 'old' });
  state.files.set(FOLDER, list({ [two.digest]: ['v2'], [one.digest]: ['v1'] }));
  await (await start()).line(/^failure c1: app\/app:v1 is there with another digest/);
  assert.equal(to.storage.manifest(PRODUCTION, 'v1')?.digest, old.digest);
  assert.equal(to.storage.manifest(PRODUCTION, 'v2'), undefined);
});

test('a digest that is not in staging is passed over, and the job succeeds as the real one does', async (t) => {
  const { from, to, state, start } = await world(t);
  const image = await pushImage({ to: from, path: STAGING });
  const missing = `sha256:${'0'.repeat(64)}`;
  state.files.set(FOLDER, list({ [missing]: ['v0'], [image.digest]: ['v1'] }));
  const job = await start();
  await job.line(/^success c1: 1 promoted, 0 there already, 1 lost/);
  assert.ok(job.lines.some((line) => line.startsWith('lost') && line.includes(missing)));
  assert.equal(to.storage.manifest(PRODUCTION, 'v0'), undefined);
});

for (const [title, content] of [
  ['that is no YAML', '- name: [\n'],
  ['with a digest that is none', list({ 'sha256:123': ['v1'] })],
  ['that is no list', 'name: app\n'],
  ['without a name', '- dmap: {}\n'],
  ['with the same digest twice', `- name: app\n  dmap:\n    "a": ["b"]\n    "a": ["c"]\n`],
] as const) {
  test(`a list ${title} makes the job fail`, async (t) => {
    const { state, start, statuses } = await world(t);
    state.files.set(FOLDER, content);
    await (await start()).line(/^failure c1/);
    assert.ok((statuses.at(-1)?.description.length ?? 999) <= 140);
  });
}

test('an empty list, one of comments, and a folder of another kind are no trouble', async (t) => {
  const { state, start } = await world(t);
  state.files.set(FOLDER, '');
  state.files.set('k8s-staging-other', '# No images yet\n');
  state.files.set('something-else', list({ 'sha256:123': ['v1'] }));
  const job = await start();
  await job.line(/^success c1: 0 promoted/);
  assert.ok(job.lines.includes('passed over: something-else'));
});

test('a folder may have places of its own, and an image no tag', async (t) => {
  const { from, to, state, start } = await world(t);
  const image = await pushImage({ to: from, path: 'acme/tool' });
  state.files.set('acme', list({ [image.digest]: [] }, 'tool'));
  await (await start({ places: { acme: { from: 'acme', to: 'prod/acme' } } })).line(/^success/);
  assert.ok(to.storage.manifest('prod/acme/tool', image.digest) !== undefined);
});

test('what is attached to an image goes along, by the API or by the tag that stands for it', async (t) => {
  for (const hasApi of [true, false]) {
    const { to, state, start } = await world(t);
    const from = await startRegistry({ referrers: hasApi });
    t.after(() => from.stop());
    const image = await pushImage({ to: from, path: STAGING });
    const repository = wire(from, STAGING);
    const config = await pushBlob(
      repository,
      'application/vnd.oci.empty.v1+json',
      Buffer.from('{}'),
    );
    const subject = { mediaType: 'x', digest: image.digest, size: 1 };
    const signature = draftOf(MANIFEST, { artifactType: 'sig', config, layers: [], subject });
    const signed = await pushManifest(repository, signature);
    const index = 'application/vnd.oci.image.index.v1+json';
    const tag = image.digest.replace(':', '-');
    if (!hasApi) await pushManifest(repository, draftOf(index, { manifests: [signed] }), tag);
    state.files.set(FOLDER, list({ [image.digest]: ['v1'] }));
    await (await start({ from })).line(/^success/);
    assert.ok(to.storage.manifest(PRODUCTION, signed.digest) !== undefined);
    assert.equal(to.storage.manifest(PRODUCTION, tag) !== undefined, !hasApi);
  }
});

test('within one registry blobs are mounted and not sent', async (t) => {
  const { from, state, start } = await world(t);
  const image = await pushImage({ to: from, path: STAGING });
  state.files.set(FOLDER, list({ [image.digest]: ['v1'] }));
  const before = from.requests.length;
  await (await start({ to: from })).line(/^success/);
  const sent = from.requests.slice(before).filter(({ path }) => path.includes('/blobs/'));
  assert.ok(sent.every(({ method }) => method === 'POST' || method === 'HEAD'));
  assert.equal(from.storage.manifest(PRODUCTION, 'v1')?.digest, image.digest);
});
