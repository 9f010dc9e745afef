import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readListSite, readPublicFile } from '../../../src/adapters/github/list-site.ts';
import { makeOctokit } from '../../../src/adapters/github/octokit.ts';
import { RingmasterError } from '../../../src/domain/errors.ts';
import { type GithubStage, openGithub } from '../../support/github.ts';
import { lineTo } from '../../support/line.ts';

const TARGET = { owner: 'acme', name: 'app' };
const LARGE = `# ${'large '.repeat(200_000)}\n`;

describe('the site of an image list', () => {
  let stage: GithubStage;
  before(async () => {
    stage = await openGithub({ 'folder/list.yaml': 'α: β\n', 'large.yaml': LARGE });
    const author = stage.alice.login;
    const more = { files: { x: 'x' }, message: 'x', author, branch: 'app-v1' };
    await stage.forge.commit('acme/app', more);
    await stage.post('/pulls', { title: 'Promote app v1', head: 'app-v1', base: 'main' });
  });
  after(() => stage.forge.close());

  const as = (token?: string) =>
    makeOctokit(lineTo(stage.forge.url), {
      scope: { key: 'test' },
      token: token === undefined ? undefined : async () => token,
    });

  test('is read in one request: the file beside, and what is open', async () => {
    const seen = stage.forge.requests.all.length;
    const site = await readListSite(as(stage.alice.token), TARGET, 'folder/list.yaml');
    assert.equal(stage.forge.requests.all.length - seen, 1);
    assert.equal(site.beside, 'α: β\n');
    const [pull] = site.pulls;
    assert.deepEqual(
      [pull?.number, pull?.title, pull?.branch, pull?.author, pull?.from],
      [1, 'Promote app v1', 'app-v1', 'alice', 'acme'],
    );
  });

  test('has no file beside it where there is none, and none that is cut off', async () => {
    const octokit = as(stage.alice.token);
    assert.equal((await readListSite(octokit, TARGET, 'none.yaml')).beside, undefined);
    await assert.rejects(readListSite(octokit, TARGET, 'large.yaml'), /too long to be read/);
  });

  test('shows its files to anybody, of whatever size', async () => {
    assert.equal(await readPublicFile(as(), TARGET, 'folder/list.yaml'), 'α: β\n');
    assert.equal(await readPublicFile(as(), TARGET, 'large.yaml'), LARGE);
    assert.equal(await readPublicFile(as(), TARGET, 'none.yaml'), undefined);
  });

  test('has folders that are no files', async () => {
    await assert.rejects(
      readPublicFile(as(), TARGET, 'folder'),
      (error: unknown) => error instanceof RingmasterError && error.code === 'outside-garbled',
    );
    assert.deepEqual([stage.forge.violations, stage.forge.unknownRequests], [[], []]);
  });
});
