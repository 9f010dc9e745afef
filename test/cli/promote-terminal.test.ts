import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Place } from './promote/place.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
/** Of util-linux: runs a command at a terminal of its own. */
const TERMINAL = 'script';
const isInstalled = spawnSync(TERMINAL, ['--version']).error === undefined;
const skip = isInstalled ? false : `${TERMINAL}, which makes a terminal, is not installed`;

describe('at a terminal', { skip }, () => {
  let place: Place;
  before(async () => {
    place = await Place.open();
    await place.addLists();
    await place.stageBoth();
  });
  after(() => place.close());

  /** Runs the command at a terminal of its own; `answer` is asked for once the question stands there. */
  async function answering(
    answer: () => Promise<string>,
  ): Promise<{ code: number | null; shown: string }> {
    const command = `'${process.execPath}' '${CLI}' promote --project app --tag v0.2.0 --pull-request`;
    const args = ['--quiet', '--return', '--command', command, '/dev/null'];
    const child = spawn(TERMINAL, args, { env: { ...place.environment, SHELL: '/bin/sh' } });
    let shown = '';
    child.stdout.setEncoding('utf8').on('data', async (text: string) => {
      const wasAsked = shown.includes('(y/N)');
      shown += text;
      if (!wasAsked && shown.includes('(y/N)')) child.stdin.write(`${await answer()}\r`);
    });
    await once(child, 'close');
    return { code: child.exitCode, shown };
  }

  test('the question comes after everything was shown, and no is no', async () => {
    const { code, shown } = await answering(async () => 'n');
    assert.equal(code, 1, shown);
    assert.match(shown, /\+ {4}"sha256:[\s\S]*Open the pull request\? \(y\/N\)/);
    assert.match(shown, /Declined: nothing was written\./);
    assert.deepEqual(await place.pulls(), []);
  });

  test('what moves while somebody thinks is not promoted', async () => {
    const { code, shown } = await answering(async () => {
      await place.stageImage('v0.2.0', { content: 'meanwhile' });
      return 'y';
    });
    assert.equal(code, 1, shown);
    assert.match(shown, /app\/app:v0\.2\.0 has moved while you were asked/);
    assert.deepEqual(await place.pulls(), []);
  });

  test('yes opens it', async () => {
    const { code, shown } = await answering(async () => 'yes');
    assert.equal(code, 0, shown);
    assert.match(shown, /opened .*\/pull\/1/);
    assert.equal((await place.pulls()).length, 1);
  });
});
