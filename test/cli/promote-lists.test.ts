import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { LIST, LISTS, MANIFEST, Place } from './promote/place.ts';

const OTHER_STAGING = 'us-central1-docker.pkg.dev/elsewhere/app';
const ROUTE = `registries:\n- name: ${OTHER_STAGING}\n  src: true\n- name: europe-west1-docker.pkg.dev/k8s-artifacts-prod/images/app\n`;

/** A list of more than a megabyte, which neither GraphQL nor the contents API shows as a whole. */
function largeList(place: Place): string {
  const entry = (at: number) =>
    `    "sha256:${at.toString(16).padStart(64, '0')}": ["v0.0.${at}"]\n`;
  const old = Array.from({ length: 12_500 }, (_, at) => entry(at)).join('');
  return `- name: app\n  dmap:\n${old}    "${place.before.image}": ["v0.1.0"]\n`;
}

describe('a list', () => {
  let place: Place;
  beforeEach(async () => {
    place = await Place.open();
  });
  afterEach(async () => {
    assert.deepEqual([place.forge.violations, place.forge.unknownRequests], [[], []]);
    await place.close();
  });

  /** The file on the branch of the promotion, byte for byte. */
  async function promoted(): Promise<Buffer> {
    const folder = join(place.forge.folder, 'look');
    const url = place.forge.gitUrl('alice/k8s.io', place.tokens.alice);
    const branch = 'app-v0.2.0-image-promotion';
    await promisify(execFile)('git', ['clone', '-q', '--depth', '1', '-b', branch, url, folder]);
    return readFile(join(folder, LIST));
  }

  test('of 1.2 MB is added to by three requests and a look around', async () => {
    const text = largeList(place);
    assert.ok(text.length > 1_100_000);
    await place.addLists({ [LIST]: text });
    const image = await place.stageImage('v0.2.0');
    const seen = place.forge.requests.all.length;
    const { code, err } = await place.promote('--tag v0.2.0 --fork alice --pull-request --yes');
    assert.equal(code, 0, err);
    const requests = place.forge.requests.all.slice(seen).map(({ route }) => route);
    assert.deepEqual(requests.toSorted(), [
      'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
      'POST /graphql',
      'POST /graphql',
      'POST /graphql',
    ]);
    assert.equal((await promoted()).toString(), `${text}    "${image}": ["v0.2.0"]\n`);
  });

  test('with line ends as on Windows, and without a last one, keeps its bytes', async () => {
    const text = `# Ours.\r\n- name: app\r\n  dmap:\r\n    "${place.before.image}": [ "v0.1.0" ]`;
    await place.addLists({ [LIST]: text });
    const image = await place.stageImage('v0.2.0');
    const { code, err } = await place.promote('--tag v0.2.0 --pull-request --yes');
    assert.equal(code, 0, err);
    assert.equal((await promoted()).toString(), `${text}\r\n    "${image}": [ "v0.2.0" ]`);
  });

  test('that does not exist yet is begun with the images that are named', async () => {
    await place.addLists({ 'README.md': '# Lists\n' });
    await place.stageBoth();
    const unnamed = await place.promote('--tag v0.2.0');
    assert.deepEqual([unnamed.code, /Name the images with --image/.test(unnamed.err)], [1, true]);
    const named = '--tag v0.2.0 --image app --image charts/app --pull-request --yes';
    const { code, err } = await place.promote(named);
    assert.equal(code, 0, err);
    assert.match(
      (await promoted()).toString(),
      /^- name: app\n {2}dmap:\n .*"v0\.2\.0".*\n- name: charts\/app\n/,
    );
  });

  test('keeps images that are no longer built, and is added to all the same', async () => {
    const retired = `- name: retired\n  dmap:\n    "sha256:${'e'.repeat(64)}": ["v0.0.3"]\n`;
    await place.addLists({ [LIST]: place.list + retired });
    await place.stageBoth();
    const { code, out, err } = await place.promote('--tag v0.2.0');
    assert.equal(code, 0, err);
    assert.match(
      out,
      /^Left out, because staging has no such tag, nor did the version before: retired:v0\.2\.0$/m,
    );
    const named = await place.promote('--tag v0.2.0 --image retired');
    assert.equal(named.code, 1);
  });

  test('has a manifest that says where its images are staged', async () => {
    await place.addLists({ [LIST]: place.list, [MANIFEST]: ROUTE });
    const { code, out, err } = await place.promote('--tag v0.2.0 --image app');
    assert.equal(code, 1);
    assert.match(out, new RegExp(`^Staging {5}${OTHER_STAGING}$`, 'm'));
    assert.match(err, new RegExp(`${OTHER_STAGING}/app has no tag v0\\.2\\.0`));
  });

  test('in a local checkout is edited without GitHub', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ringmaster-promote-'));
    try {
      const file = join(folder, LIST);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, place.list);
      const { image, chart } = await place.stageBoth();
      const look = await place.promote(`--tag v0.2.0 --list-file ${file} --dry-run`);
      assert.equal(look.code, 0, look.err);
      assert.equal(await readFile(file, 'utf8'), place.list);
      const edit = await place.promote(`--tag v0.2.0 --list-file ${file} --json`);
      assert.equal(JSON.parse(edit.out).outcome, 'edited');
      const lines = (await readFile(file, 'utf8')).split('\n');
      const before = place.list.split('\n');
      assert.deepEqual(
        lines.filter((line) => !before.includes(line)),
        [`    "${image}": ["v0.2.0"]`, `    "${chart}": ["0.2.0"]`],
      );
      const again = await place.promote(`--tag v0.2.0 --list-file ${file}`);
      assert.match(again.out, /^Nothing to do: /m);
      assert.deepEqual(place.forge.requests.all, []);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('may be proposed to on the repository itself by whoever may write there', async () => {
    await place.addLists();
    await place.stageBoth();
    const line = `--tag v0.2.0 --fork ${LISTS} --no-hold --reviewers bob --pull-request --yes`;
    const { code, err } = await place.promote(line, {
      RINGMASTER_MACHINE_TOKEN: place.tokens.reviewer,
    });
    assert.equal(code, 0, err);
    const [pull] = await place.pulls();
    assert.equal(pull?.head.label, 'kubernetes:app-v0.2.0-image-promotion');
    assert.match(pull?.body ?? '', /^cc: @bob$/m);
    assert.doesNotMatch(pull?.body ?? '', /^\/hold/m);
  });
});
