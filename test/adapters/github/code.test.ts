import assert from 'node:assert/strict';
import { test } from 'node:test';
import nock from 'nock';
import { githubCode } from '../../../src/adapters/github/code.ts';
import { makeOctokit } from '../../../src/adapters/github/octokit.ts';
import { lineTo } from '../../support/line.ts';

const API = 'https://api.github.test';
const LARGE = 'x'.repeat(900_000);

test('a file is read once while there is room for it, and no more is kept than fits', async () => {
  const content = Buffer.from(LARGE).toString('base64');
  const file = { type: 'file', encoding: 'base64', size: LARGE.length, sha: 'b', content };
  const expectRead = (ref: string) =>
    nock(API).get('/repos/acme/app/contents/OWNERS').query({ ref }).reply(200, file);
  const octokit = makeOctokit(lineTo(API), { scope: { key: 'app' }, token: undefined });
  const code = githubCode(octokit, { id: 7, owner: 'acme', name: 'app' });
  const read = async (commit: string) =>
    assert.equal((await code.file(commit, 'OWNERS'))?.text.length, LARGE.length);

  // Every answer is given once: a read that nobody expects fails.
  for (const commit of ['one', 'two', 'three']) {
    expectRead(commit);
    await read(commit);
    await read(commit);
  }
  await read('two');
  expectRead('one');
  await read('one');
  assert.ok(nock.isDone());
});
