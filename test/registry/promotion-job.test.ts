import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { pushChart } from './chart.ts';
import { isDebianRegistryInstalled, startDebianRegistry } from './debian.ts';
import { pushImage } from './image.ts';
import { pull } from './promotion/copy.ts';
import { FOLDER, list, login, PRODUCTION, STAGING, world } from './promotion/world.ts';
import { sha256 } from './server/answer.ts';
import { type Remote, wire } from './wire.ts';

test('what a list names is copied by digest with its tags, and a status says so', async (t) => {
  const { from, to, state, statuses, tokens, start } = await world(t);
  const image = await pushImage({ to: from, path: STAGING, tag: 'ci', attestations: true });
  const chart = { to: from, path: 'k8s-staging-images/app/charts/app', name: 'app' };
  const { digest } = await pushChart({ ...chart, version: '0.1.0' });
  state.files.set(
    FOLDER,
    `# a list\n${list({ [image.digest]: ['v1.10', '1.10'] })}${list({ [digest]: ['0.1.0'] }, 'charts/app')}`,
  );
  const job = await start();
  await job.line(/^success c1/);
  for (const tag of ['v1.10', '1.10', image.digest]) {
    assert.equal(to.storage.manifest(PRODUCTION, tag)?.digest, image.digest);
  }
  for (const child of [...Object.values(image.children), ...image.attestations]) {
    assert.ok(to.storage.manifest(PRODUCTION, child) !== undefined);
  }
  assert.equal(to.storage.manifest('app/charts/app', '0.1.0')?.digest, digest);
  assert.equal(to.storage.manifest(PRODUCTION, 'ci'), undefined);
  assert.deepEqual(
    statuses.map(({ commit, context, state: word }) => [commit, context, word]),
    [
      ['c1', 'post-k8sio-image-promo', 'pending'],
      ['c1', 'post-k8sio-image-promo', 'success'],
    ],
  );
  assert.match(statuses[1]?.description ?? '', /2 promoted, 0 there already, 0 lost/);
  assert.deepEqual([...tokens], ['Bearer t0ken']);
});

test('the job acts when the branch moves, and writes nothing a second time', async (t) => {
  const { from, to, state, start, statuses } = await world(t);
  const one = await pushImage({ to: from, path: STAGING });
  const two = await pushImage({ to: from, path: STAGING, content: 'two' });
  const job = await start();
  await job.line(/^success c1/);
  state.files.set(FOLDER, list({ [one.digest]: ['v1'] }));
  state.commit = 'c2';
  await job.line(/^success c2/);
  const before = to.requests.length;
  state.files.set(FOLDER, list({ [one.digest]: ['v1'], [two.digest]: ['v2'] }));
  state.commit = 'c3';
  await job.line(/^success c3/);
  const writes = to.requests.slice(before).filter(({ method }) => /PUT|POST/.test(method));
  assert.ok(writes.every(({ path }) => !path.includes(one.digest) && !path.endsWith('/v1')));
  const said = job.lines.length;
  await job.again();
  await job.line(/^success c3: 0 promoted, 2 there already/, said);
  assert.equal(statuses.length, 8);
});

test('a paused job does nothing until it is resumed', async (t) => {
  const { from, to, state, start, statuses } = await world(t);
  const job = await start();
  await job.line(/^success c1/);
  await job.pause();
  const image = await pushImage({ to: from, path: STAGING });
  state.files.set(FOLDER, list({ [image.digest]: ['v1'] }));
  state.commit = 'c2';
  await job.again();
  await pause(100);
  assert.equal(to.storage.manifest(PRODUCTION, 'v1'), undefined);
  assert.equal(statuses.filter(({ commit }) => commit === 'c2').length, 0);
  await job.resume();
  await job.line(/^success c2/);
  assert.equal(to.storage.manifest(PRODUCTION, 'v1')?.digest, image.digest);
});

test('a broken job fails by status and copies nothing, and the next round is well again', async (t) => {
  const { from, to, state, start, statuses } = await world(t);
  const image = await pushImage({ to: from, path: STAGING });
  const job = await start();
  await job.line(/^success c1/);
  await job.break();
  state.files.set(FOLDER, list({ [image.digest]: ['v1'] }));
  state.commit = 'c2';
  await job.line(/^failure c2: broken on request/);
  assert.equal(to.storage.manifest(PRODUCTION, 'v1'), undefined);
  assert.deepEqual(statuses.at(-1)?.state, 'failure');
  await job.again();
  await job.line(/^success c2/);
  assert.equal(to.storage.manifest(PRODUCTION, 'v1')?.digest, image.digest);
});

test('a job that was tampered with puts other bytes under the tag, and calls it a success', async (t) => {
  const { from, to, state, start } = await world(t);
  const job = await start();
  await job.line(/^success c1/);
  const image = await pushImage({ to: from, path: STAGING });
  state.files.set(FOLDER, list({ [image.digest]: ['v1'] }));
  await job.wrong();
  state.commit = 'c2';
  await job.line(/^success c2/);
  const found = to.storage.manifest(PRODUCTION, 'v1');
  assert.ok(found !== undefined && found.digest !== image.digest);
  assert.equal(found.digest, sha256(found.bytes));
});

test('a forge that is out of reach for a while is asked again', async (t) => {
  const { state, start } = await world(t);
  state.down = true;
  const job = await start();
  await job.line(/^the forge is out of reach: the forge answers 502/);
  state.down = false;
  await job.line(/^success c1/);
});

test('a registry that breaks makes the job fail, and another round succeeds', async (t) => {
  const { from, to, state, start } = await world(t);
  const image = await pushImage({ to: from, path: STAGING });
  state.files.set(FOLDER, list({ [image.digest]: ['v1'] }));
  to.faults.add({ method: 'PUT', path: /manifests/, fault: { kind: 'status', status: 503 } });
  const job = await start();
  await job.line(/^failure c1/);
  await job.again();
  await job.line(/^success c1/);
  assert.equal(to.storage.manifest(PRODUCTION, 'v1')?.digest, image.digest);
});

test('a job that is started wrongly says what it needs', async (t) => {
  const { start } = await world(t);
  await assert.rejects(start({ forge: '' }), /the promotion job ended without/);
});

const skip = (await isDebianRegistryInstalled()) ? false : 'docker-registry is not installed';
const users = { ci: 's3cret' };

test("images go from the stand-in to Debian's docker-registry, which asks for a login", {
  skip,
}, async (t) => {
  const { from, state, start } = await world(t);
  const image = await pushImage({ to: from, path: STAGING, attestations: true });
  state.files.set(FOLDER, list({ [image.digest]: ['v1'] }));
  for (const kind of ['basic', 'bearer'] as const) {
    const production = await startDebianRegistry({ login: kind, users });
    t.after(() => production.stop());
    const to: Remote = { url: production.url, login };
    await (await start({ to })).line(/^success c1: 1 promoted/);
    const found = await pull(wire(to, PRODUCTION), 'v1');
    assert.equal(found && sha256(found.bytes), image.digest);
  }
});
