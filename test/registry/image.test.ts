import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { pushChart } from './chart.ts';
import { pushImage } from './image.ts';
import { startRegistry } from './registry.ts';
import { tarGzip } from './tar.ts';

const run = promisify(execFile);

test('the same wishes make the same digests, and other wishes others', async (t) => {
  const server = await startRegistry();
  t.after(() => server.stop());
  const to = { url: server.url };
  const wish = { to, path: 'a', labels: { a: 'b' }, attestations: true };
  const one = await pushImage(wish);
  assert.deepEqual(await pushImage({ ...wish, path: 'b' }), one);
  assert.notEqual((await pushImage({ ...wish, content: 'x' })).digest, one.digest);
  assert.notEqual((await pushImage({ ...wish, labels: {} })).digest, one.digest);
  assert.notEqual((await pushImage({ ...wish, annotations: { a: 'b' } })).digest, one.digest);
  const platforms = ['linux/amd64'];
  const single = await pushImage({ ...wish, platforms });
  assert.equal(single.children['linux/amd64'], one.children['linux/amd64']);
  assert.deepEqual(Object.keys(single.children), platforms);

  const chart = { to, path: 'charts/a', name: 'a', version: '0.1.0+b' };
  assert.deepEqual(await pushChart(chart), await pushChart(chart));
  assert.ok(server.storage.manifest('charts/a', '0.1.0_b') !== undefined);
});

test('an archive is read by tar, and is the same every time', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'image-'));
  t.after(() => rm(folder, { recursive: true }));
  const files = { 'app/Chart.yaml': 'name: app\n', 'app/empty': '', 'app/long': 'x'.repeat(600) };
  assert.ok(tarGzip(files).equals(tarGzip(files)));
  const path = join(folder, 'a.tgz');
  await writeFile(path, tarGzip(files));
  const { stdout } = await run('tar', ['-tzf', path]);
  assert.deepEqual(stdout.trim().split('\n'), Object.keys(files));
  const { stdout: content } = await run('tar', ['-xzOf', path, 'app/long']);
  assert.equal(content, files['app/long']);
});
