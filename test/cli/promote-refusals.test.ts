import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pushImage } from '../registry/image.ts';
import { freePort } from '../support/free-port.ts';
import { LIST, MANIFEST, Place } from './promote/place.ts';

describe('a promotion from a terminal is refused', () => {
  let place: Place;
  let untouched: readonly string[];
  before(async () => {
    place = await Place.open();
    await place.addLists();
    await place.stageImage('v0.2.0-rc.1');
    await place.stageImage('v0.2.0');
    untouched = place.writes;
  });
  after(async () => {
    assert.deepEqual(place.writes, untouched);
    assert.deepEqual([place.forge.violations, place.forge.unknownRequests], [[], []]);
    await place.close();
  });

  test('where one of two images lacks the tag, with the nearest that there are', async () => {
    await place.stageChart('0.2.0-rc.1');
    const { code, out, err } = await place.promote('--tag v0.2.0 --pull-request --yes');
    assert.equal(code, 1);
    assert.match(out, /^charts\/app {2}0\.2\.0 .*NOT FOUND/m);
    assert.match(
      err,
      /^problem: charts\/app:0\.2\.0: .*\/charts\/app has no tag 0\.2\.0; the nearest are 0\.2\.0-rc\.1$/m,
    );
  });

  test('where a tag is nowhere, which kpromo never said', async () => {
    const { code, err } = await place.promote(
      '--tag v0.2.0,v0.9.0 --image app --pull-request --yes',
    );
    assert.equal(code, 1);
    assert.match(
      err,
      /^problem: app:v0\.9\.0: .* has no tag v0\.9\.0; the nearest are v0\.2\.0, v0\.2\.0-rc\.1$/m,
    );
  });

  test('where an image runs on fewer platforms than the version before', async () => {
    await place.stageImage('v0.3.0', { platforms: ['linux/amd64'] });
    const refused = await place.promote('--tag v0.3.0 --image app --pull-request --yes');
    assert.equal(refused.code, 1);
    assert.match(refused.err, /^problem: app:v0\.3\.0: it lacks linux\/arm64, which v0\.1\.0 had/m);
    const meant = await place.promote('--tag v0.3.0 --image app --platform linux/amd64');
    assert.equal(meant.code, 0, meant.err);
  });

  test('where production has something else under the tag', async () => {
    const other = { tag: 'v0.4.0', content: 'another', path: 'app/app' };
    await pushImage({ ...other, to: place.production });
    await place.stageImage('v0.4.0');
    const { code, err } = await place.promote('--tag v0.4.0 --image app --pull-request --yes');
    assert.equal(code, 1);
    assert.match(
      err,
      /registry\.k8s\.io\/app\/app:v0\.4\.0 is sha256:.*, in staging it is sha256:.*: a tag is never moved/,
    );
  });

  test('where the digest is not the one that was asked for', async () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const { code, err } = await place.promote(
      `--tag v0.2.0 --image app --digest ${digest} --pull-request --yes`,
    );
    assert.equal(code, 1);
    assert.match(err, /which is none of the digests asked for/);
    assert.match(err, /^problem: no image has sha256:a+ under v0\.2\.0$/m);
  });

  test('with status 2 where there is nobody to ask, before anything is read', async () => {
    const seen = place.forge.requests.all.length;
    const { code, out, err } = await place.promote('--tag v0.2.0 --pull-request');
    assert.deepEqual([code, out], [2, '']);
    assert.match(
      err,
      /^ringmaster: --pull-request asks first, and there is no terminal here: add --yes$/m,
    );
    assert.equal(place.forge.requests.all.length, seen);
  });

  test('with a wrong token, which is never shown', async () => {
    const secret = 'ghp_0123456789abcdefghijklmnopqrstuvwxyz';
    const line = '--tag v0.2.0 --image app --pull-request --yes';
    const { code, out, err } = await place.promote(line, { RINGMASTER_MACHINE_TOKEN: secret });
    assert.equal(code, 1);
    assert.match(err, /Bad credentials\n.*classic one with the scope "public_repo"/);
    assert.ok(!`${out}${err}`.includes(secret));
  });

  test('without a token, and without a fork', async () => {
    const line = '--tag v0.2.0 --image app --pull-request --yes';
    const tokenless = await place.promote(line, { RINGMASTER_MACHINE_TOKEN: '' });
    assert.match(tokenless.err, /a pull request needs a token\nSet RINGMASTER_MACHINE_TOKEN/);
    const forkless = await place.promote(line, { RINGMASTER_MACHINE_TOKEN: place.tokens.bob });
    assert.match(forkless.err, /'bob\/k8s\.io'.*\nFork it at http.*\/kubernetes\/k8s\.io\/fork/);
    assert.deepEqual([tokenless.code, forkless.code], [1, 1]);
  });

  test('where the repository of the list is not there', async () => {
    const line = '--tag v0.2.0 --image app --to acme/nothing';
    const { code, err } = await place.promote(line);
    assert.equal(code, 1);
    assert.match(err, /There is no acme\/nothing, or the token may not see it: --to names another/);
  });

  test('where the registry is down, as one JSON object for programs', async () => {
    const mirrors = `us-central1-docker.pkg.dev=http://127.0.0.1:${await freePort()}`;
    const { code, out, err } = await place.promote('--tag v0.2.0 --image app --json', {
      RINGMASTER_MIRRORS: mirrors,
    });
    assert.equal(code, 1);
    assert.deepEqual(Object.keys(JSON.parse(out)), ['outcome', 'message']);
    assert.match(err, /^ringmaster: .* cannot be reached: /m);
  });

  test('where a name is hostile', async () => {
    const { code, err } = await place.promote('--tag v0.2.0 --image ../../x --pull-request --yes');
    assert.equal(code, 1);
    assert.match(err, /^problem: \.\.\/\.\.\/x:v0\.2\.0: .* is no image reference/m);
  });

  test('or shown, and nothing that others wrote reaches the terminal as it is', async () => {
    const files = { 'other.yaml': place.list.replace('  dmap:', '  # \u202eYours.\n  dmap:') };
    const author = 'bob';
    await place.fork('bob');
    await place.forge.commit('bob/k8s.io', {
      files: { x: 'x' },
      message: 'x',
      author,
      branch: 'x',
    });
    const title = 'app v0.2.0 \u001b]0;\u0007\u202e';
    const body = { title, head: 'bob:x', base: 'main' };
    await place.as('bob', 'POST', '/repos/kubernetes/k8s.io/pulls', body);
    await place.forge.commit('kubernetes/k8s.io', { files, message: 'x', author: 'reviewer' });
    untouched = place.writes;
    const { code, out, err } = await place.promote('--tag v0.2.0 --image app --list other.yaml');
    assert.equal(code, 0, err);
    assert.match(out, /^ {3}# ‹U\+202E›Yours\.$/m);
    assert.match(err, /^note: bob has opened #1 “app v0\.2\.0 ‹U\+001B›/m);
    assert.ok(!['\u001b', '\u0007', '\u202e'].some((each) => `${out}${err}`.includes(each)));
  });

  test('where the promoter manifest cannot be read, unless the registries are named', async () => {
    const files = { [MANIFEST]: 'registries: 7\n' };
    await place.forge.commit('kubernetes/k8s.io', { files, message: 'x', author: 'reviewer' });
    untouched = place.writes;
    const { code, err } = await place.promote('--tag v0.2.0 --image app');
    assert.equal(code, 1);
    assert.match(err, /the promoter manifest cannot be read: it has no list of "registries"/);
    const named = await place.promote(
      '--tag v0.2.0 --image app --staging-repo us-central1-docker.pkg.dev/k8s-staging-images/app --production registry.k8s.io/app',
    );
    assert.equal(named.code, 0, named.err);
    assert.ok(named.out.includes(LIST));
  });
});
