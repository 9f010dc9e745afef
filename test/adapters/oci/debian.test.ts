import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createRegistry } from '../../../src/adapters/oci/client.ts';
import { isDigest } from '../../../src/domain/digest.ts';
import { readChart } from '../../../src/images/chart.ts';
import { readImageConfig } from '../../../src/images/image-config.ts';
import { readManifest } from '../../../src/images/manifest.ts';
import { missingPlatforms } from '../../../src/images/platforms.ts';
import type { Registry } from '../../../src/plugin/registry.ts';
import { pushChart } from '../../registry/chart.ts';
import { isDebianRegistryInstalled, startDebianRegistry } from '../../registry/debian.ts';
import { pushImage } from '../../registry/image.ts';
import { startRegistry } from '../../registry/registry.ts';
import { isSkopeoInstalled, skopeoInspect, skopeoRawDigest } from '../../registry/skopeo.ts';
import { APP, guardFor, HOST, LOGIN, testClock } from './world.ts';

const V1 = { ...APP, tag: 'v1.0.0' };
const CHARTS = { host: HOST, path: 'charts/app' };
const users = { [LOGIN.username]: LOGIN.password };
const hasSkopeo = await isSkopeoInstalled();
const hasDebian = await isDebianRegistryInstalled();

/** The same registry by two hands: one of this project, one of everybody's. */
const SERVERS = {
  'the stand-in': {
    skip: false as const,
    start: (kind: 'none' | 'basic' | 'bearer') =>
      startRegistry({ login: kind === 'none' ? { kind } : { kind, users } }),
  },
  "Debian's docker-registry": {
    skip: hasDebian ? (false as const) : 'docker-registry is not installed',
    start: (login: 'none' | 'basic' | 'bearer') => startDebianRegistry({ login, users }),
  },
};

/** The client for a registry; its token server has an address of its own in some cases. */
function clientFor(t: TestContext, server: { url: string; tokens?: string | undefined }): Registry {
  const tokens = server.tokens === undefined ? {} : { 'tokens.example': server.tokens };
  const realms = { [HOST]: [new URL(server.tokens ?? server.url).host] };
  const guard = guardFor(t, { [HOST]: server.url, ...tokens });
  return createRegistry({ guard, clock: testClock(), realms, credentials: () => LOGIN });
}

function digestIn(text: string | undefined) {
  assert.ok(text !== undefined && isDigest(text));
  return text;
}

for (const [name, { start, skip }] of Object.entries(SERVERS)) {
  for (const login of ['none', 'basic', 'bearer'] as const) {
    test(`${name} is read with the login "${login}", and skopeo agrees`, { skip }, async (t) => {
      const server = await start(login);
      t.after(() => server.stop());
      const to = { url: server.url, ...(login === 'none' ? {} : { login: LOGIN }) };
      const labels = {
        'org.opencontainers.image.revision': '3f9c',
        'org.opencontainers.image.source': 'https://github.com/acme/app',
      };
      const annotations = { 'org.opencontainers.image.revision': '3f9c' };
      const wish = { to, path: APP.path, labels, annotations, attestations: true };
      const image = await pushImage({ ...wish, tag: 'v1.0.0' });
      const chart = await pushChart({
        ...{ to, path: CHARTS.path, name: 'app', version: '0.1.0', appVersion: 'v1.0.0' },
        annotations,
      });
      const client = clientFor(t, server);

      const found = await client.manifest(V1);
      assert.ok(found !== undefined);
      assert.equal(found.digest, image.digest);
      assert.equal(await client.digest(V1), image.digest);
      const index = readManifest(found);
      assert.equal(index.revision, '3f9c');
      assert.deepEqual(missingPlatforms(['linux/amd64', 'linux/arm64/v8'], index.children), []);
      assert.equal(index.children.length, 2);
      assert.equal(index.attestations.length, 2);

      for (const { digest, platform } of index.children) {
        const child = await client.manifest({ ...APP, digest });
        assert.ok(child !== undefined);
        const content = readManifest(child);
        assert.equal(content.kind, 'image');
        const config = await client.blob(APP, digestIn(content.config?.digest));
        assert.ok(config !== undefined);
        const { revision, platform: seen } = readImageConfig(config);
        assert.deepEqual([revision, seen], ['3f9c', platform]);
      }
      for (const { digest } of index.attestations) {
        const attestation = await client.manifest({ ...APP, digest });
        assert.equal(attestation && readManifest(attestation).kind, 'artifact');
      }

      const chartManifest = await client.manifest({ ...CHARTS, tag: '0.1.0' });
      assert.ok(chartManifest !== undefined);
      assert.equal(chartManifest.digest, chart.digest);
      const { kind, config } = readManifest(chartManifest);
      const settings = await client.blob(CHARTS, digestIn(config?.digest));
      assert.equal(kind, 'chart');
      assert.equal(settings && readChart(settings).appVersion, 'v1.0.0');

      await pushImage({ ...wish, tag: 'v1.0.1', content: 'another' });
      assert.deepEqual([...(await client.tags(APP))].sort(), ['v1.0.0', 'v1.0.1']);
      assert.equal(await client.manifest({ ...APP, tag: 'v9' }), undefined);
      assert.deepEqual(await client.tags({ host: HOST, path: 'no/where' }), []);

      if (!hasSkopeo) {
        t.diagnostic('skopeo is not installed, so nobody gave a second opinion');
        return;
      }
      for (const architecture of ['amd64', 'arm64']) {
        const view = await skopeoInspect(to, `${APP.path}:v1.0.0`, architecture);
        assert.equal(view.rawDigest, found.digest);
        assert.equal(view.digest, found.digest);
        assert.equal(view.architecture, architecture);
        assert.deepEqual(view.labels, labels);
      }
      assert.equal(await skopeoRawDigest(to, `${CHARTS.path}:0.1.0`), chartManifest.digest);
    });
  }
}

test("Debian's docker-registry lets the public pull with an anonymous token, and nobody push", {
  skip: SERVERS["Debian's docker-registry"].skip,
}, async (t) => {
  const server = await startDebianRegistry({ login: 'bearer', users, anonymousRead: true });
  t.after(() => server.stop());
  const to = { url: server.url, login: LOGIN };
  const image = await pushImage({ to, path: APP.path, tag: 'v1.0.0' });
  const realms = { [HOST]: [new URL(server.tokens ?? '').host] };
  const addresses = { [HOST]: server.url, 'tokens.example': server.tokens ?? '' };
  const client = createRegistry({ guard: guardFor(t, addresses), clock: testClock(), realms });
  assert.equal((await client.manifest(V1))?.digest, image.digest);
  await assert.rejects(pushImage({ to: { url: server.url }, path: APP.path, content: 'x' }), /401/);
});

test("Debian's docker-registry refuses a wrong password in both of its ways", {
  skip: SERVERS["Debian's docker-registry"].skip,
}, async (t) => {
  for (const login of ['basic', 'bearer'] as const) {
    const server = await startDebianRegistry({ login, users });
    t.after(() => server.stop());
    const addresses = { [HOST]: server.url, 'tokens.example': server.tokens ?? server.url };
    const realms = { [HOST]: [new URL(server.tokens ?? server.url).host] };
    const wrong = () => ({ username: 'ci', password: 'not-it' });
    const guard = guardFor(t, addresses);
    const client = createRegistry({ guard, clock: testClock(), realms, credentials: wrong });
    await assert.rejects(client.manifest(V1), { code: 'access-missing' });
  }
});
