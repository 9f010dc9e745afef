import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, OWNERS, said } from '../support/hearing.ts';
import { BOB, MALLORY, step } from '../support/release.ts';

const BLOG = step('blog', { verb: 'do', uses: 'do', options: { what: 'Write it' } });
const LATER = step('news', { verb: 'do', uses: 'do', options: { what: 'Tell it' } });
const PUBLISH = step('site', { verb: 'publish' });
const PLACE = at([OWNERS], [], [BLOG, PUBLISH, LATER]);

for (const [body, deed] of [
  ['/done blog', 'approve blog'],
  ['/done blog https://blog.test/1', 'approve blog (https://blog.test/1)'],
  ['/done blog cancel', 'cancel blog'],
  ['/remove-done blog', 'cancel blog'],
] as const)
  test(`“${body}” is understood`, async () => {
    assert.deepEqual((await said(body, BOB, PLACE))[0]?.deeds, [deed]);
  });

test('names what can be done where it is not said', async () => {
  for (const body of ['/done', '/done owners'])
    assert.match(
      (await said(body, BOB, PLACE))[0]?.reply ?? '',
      /which step is done\? \/done blog/,
    );
  assert.match((await said('/done blog', BOB, at()))[0]?.reply ?? '', /nothing here/);
});

test('what comes later is not done before', async () => {
  assert.match(
    (await said('/done news', BOB, PLACE))[0]?.reply ?? '',
    /news comes later: after site/,
  );
});

test('is refused to a stranger', async () => {
  assert.equal((await said('/done blog', MALLORY, PLACE))[0]?.face, '-1');
});

test('an approval of everything is not the word that something is done', async () => {
  assert.deepEqual((await said('/lgtm', BOB, PLACE))[0]?.deeds, ['approve owners']);
});
