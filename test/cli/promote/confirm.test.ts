import assert from 'node:assert/strict';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { confirm } from '../../../src/cli/promote/confirm.ts';

async function answered(...lines: readonly string[]): Promise<{ agreed: boolean; shown: string }> {
  const output = new PassThrough();
  const agreed = await confirm('Open it?', { input: Readable.from(lines), output });
  output.end();
  return { agreed, shown: await text(output) };
}

for (const answer of ['y\n', 'Y\n', 'yes\n', ' YES \n', 'y\r\n'])
  test(`${JSON.stringify(answer)} agrees`, async () => {
    assert.equal((await answered(answer)).agreed, true);
  });

for (const answer of ['\n', 'n\n', 'no\n', 'yep\n', 'maybe\ny\n'])
  test(`${JSON.stringify(answer)} does not agree`, async () => {
    assert.equal((await answered(answer)).agreed, false);
  });

test('an input that ends says no, and nobody waits', async () => {
  assert.equal((await answered()).agreed, false);
});

test('the question says what is taken if nothing is typed', async () => {
  assert.match((await answered('y\n')).shown, /Open it\? \(y\/N\) /);
});
