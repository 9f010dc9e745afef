import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { LIST, LISTS, Place } from './promote/place.ts';

describe('a promotion from a terminal', () => {
  let place: Place;
  let digests: { readonly image: string; readonly chart: string };
  before(async () => {
    place = await Place.open();
    await place.addLists();
    digests = await place.stageBoth();
  });
  after(async () => {
    assert.deepEqual([place.forge.violations, place.forge.unknownRequests], [[], []]);
    await place.close();
  });

  const added = () => [`+    "${digests.image}": ["v0.2.0"]`, `+    "${digests.chart}": ["0.2.0"]`];

  test('is only shown at first: a table, the lines, and what would be done', async () => {
    const before = place.writes;
    const { code, out, err } = await place.promote('--tag v0.2.0');
    assert.equal(code, 0, err);
    assert.match(out, /^app {9}v0\.2\.0 {2}sha256:[0-9a-f]{12} {2}linux\/amd64,arm64 {2}new$/m);
    assert.match(out, /^charts\/app {2}0\.2\.0 .* chart .* new \(asked for as v0\.2\.0\)$/m);
    assert.deepEqual(out.match(/^\+ .*$/gm), added());
    assert.match(out, new RegExp(`^\\+\\+\\+ b/${LIST}$`, 'm'));
    assert.match(
      out,
      /Dry run: nothing was written\. .* would open a pull request on kubernetes\/k8s\.io from alice\/k8s\.io:app-v0\.2\.0-image-promotion/,
    );
    assert.deepEqual(place.writes, before);
    assert.deepEqual(await place.pulls(), []);
  });

  test('is shown to whoever has no token, too', async () => {
    const { code, out } = await place.promote('--tag v0.2.0', { RINGMASTER_MACHINE_TOKEN: '' });
    assert.equal(code, 0);
    assert.deepEqual(out.match(/^\+ .*$/gm), added());
  });

  test('becomes a pull request from the fork that adds just those lines, by two requests and one look around', async () => {
    const seen = place.forge.requests.all.length;
    const { code, out, err } = await place.promote(
      '--tag v0.2.0 --fork alice --pull-request --yes',
    );
    assert.equal(code, 0, err);
    assert.match(out, /^opened http.*\/kubernetes\/k8s\.io\/pull\/1$/m);
    const requests = place.forge.requests.all
      .slice(seen)
      .map(({ operations }) => operations.join());
    assert.deepEqual(requests.toSorted(), [
      'createRef,createCommitOnBranch,createPullRequest',
      'repository',
      'repository,repository',
    ]);
    const [pull] = await place.pulls();
    assert.deepEqual(
      [pull?.title, pull?.head.label, pull?.user.login],
      ['Image promotion for app v0.2.0 / 0.2.0', 'alice:app-v0.2.0-image-promotion', 'alice'],
    );
    assert.deepEqual(await place.changes(1), added());
  });

  test('says in the pull request what a reviewer wants to know', async () => {
    const body = (await place.pulls())[0]?.body ?? '';
    assert.equal(body.match(/^- \[x\] /gm)?.length, 4);
    assert.match(
      body,
      new RegExp(
        `^\\| \`app\` \\| \`v0.2.0\` \\| \`${digests.image}\` \\| linux/amd64,arm64 \\|$`,
        'm',
      ),
    );
    assert.match(body, /^\/hold$/m);
    assert.match(body, /^cc: @kubernetes\/release-engineering$/m);
    assert.match(body, /^ringmaster promote --project app --tag v0\.2\.0 /m);
    assert.match(body, new RegExp(`^# ${digests.chart}$`, 'm'));
  });

  test('asked for again is found, and nothing is made twice', async () => {
    const before = place.writes;
    const { code, out } = await place.promote('--tag v0.2.0 --pull-request --yes --json');
    const result = JSON.parse(out);
    assert.deepEqual([code, result.outcome, result.pullRequest.number], [0, 'nothing-to-do', 1]);
    assert.deepEqual(
      result.images.map(({ tag, digest }: { tag: string; digest: string }) => [tag, digest]),
      [
        ['v0.2.0', digests.image],
        ['0.2.0', digests.chart],
      ],
    );
    assert.deepEqual(place.writes, before);
  });

  test('asked for by somebody else is opened with a word about the first', async () => {
    await place.fork('bob');
    const { code, err } = await place.promote('--tag 0.2.0 --fork bob', {
      RINGMASTER_MACHINE_TOKEN: '',
      GITHUB_TOKEN: place.tokens.bob,
    });
    assert.equal(code, 0);
    assert.match(
      err,
      /^note: alice has opened #1 “Image promotion for app v0\.2\.0 \/ 0\.2\.0”, .*\/pull\/1$/m,
    );
  });

  test('never takes out of the pull request what it holds already', async () => {
    const { code, err } = await place.promote('--tag v0.2.0 --image app --pull-request --yes');
    assert.equal(code, 1);
    assert.match(err, /^problem: #1 .* promotes charts\/app:0\.2\.0 too/m);
    assert.deepEqual(await place.changes(1), added());
  });

  test('is brought up to date where a tag has moved in staging', async () => {
    const image = await place.stageImage('v0.2.0', { content: 'built again' });
    const { code, out, err } = await place.promote('--tag v0.2.0 --pull-request --yes');
    assert.equal(code, 0);
    assert.match(err, /^note: app:v0\.2\.0 has moved in staging since #1/m);
    assert.match(out, /^updated .*\/pull\/1$/m);
    digests = { ...digests, image };
    assert.deepEqual(await place.changes(1), added());
    const pulls = await place.pulls();
    assert.equal(pulls.length, 1);
    assert.ok(pulls[0]?.body.includes(image));
  });

  test('that was closed is opened anew, without a branch to be deleted by hand', async () => {
    await place.as('alice', 'PATCH', `/repos/${LISTS}/pulls/1`, { state: 'closed' });
    const { code, out, err } = await place.promote('--tag v0.2.0 --pull-request --yes');
    assert.equal(code, 0, err);
    assert.match(err, /^#1 was closed: /m);
    assert.match(out, /^opened .*\/pull\/2$/m);
    assert.deepEqual(await place.changes(2), added());
  });

  test('whose answer was lost is completed by the next attempt', async () => {
    await place.stageImage('v0.3.0');
    await place.stageChart('0.3.0');
    place.forge.faults.add({ on: { operation: 'createRef' }, kind: 'effect-then-502' });
    const line = '--tag v0.3.0 --platform linux/amd64 --pull-request --yes';
    const lost = await place.promote(line);
    assert.equal(lost.code, 1);
    assert.match(lost.err, /^Run the same command again: it finds what was done/m);
    const { code, out } = await place.promote(line);
    assert.equal(code, 0);
    assert.match(out, /Nothing to do: .*\/pull\/3 has all of it already\./);
    assert.equal((await place.pulls()).length, 3);
  });

  test('is nothing to do once it is merged', async () => {
    await place.as('reviewer', 'PUT', `/repos/${LISTS}/pulls/2/merge`, {});
    const { code, out } = await place.promote('--tag v0.2.0 --pull-request --yes');
    assert.equal(code, 0);
    assert.match(out, /^Nothing to do: the list has all of it already\.$/m);
    assert.equal((await place.pulls()).length, 3);
  });

  test('never moves a tag that is merged', async () => {
    await place.stageImage('v0.2.0', { content: 'once more' });
    const { code, out, err } = await place.promote('--tag v0.2.0 --image app --pull-request --yes');
    assert.equal(code, 1);
    assert.match(out, /^app .* REFUSED$/m);
    assert.match(err, /the list has v0\.2\.0 on sha256:.*: a tag is never moved/);
  });
});
