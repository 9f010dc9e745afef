import assert from 'node:assert/strict';
import { test } from 'node:test';
import { code, link, say, strong } from '../../src/domain/prose.ts';
import { toSlack } from '../../src/show/slack.ts';

test('what is copied from inline code is what was put there', () => {
  const reference = 'registry.k8s.io/my_app/~app@sha256:0123*';
  assert.equal(toSlack(say`get ${code(reference)}`), `get \`${reference}\``);
});

test('inline code neither ends early nor rings anybody', () => {
  const shown = toSlack(say`${code('a`b <!channel> & \u202ec')}`);
  assert.equal(shown, '`aˋb &lt;!channel&gt; &amp; ‹U+202E›c`');
});

test('somebody else’s words are words, our own may be bold or lead somewhere', () => {
  assert.doesNotMatch(toSlack(say`${'<!here> *now* @here'}`), /<|\*now\*|@here/);
  assert.equal(toSlack(say`${strong('v1.0')}`), '*v1.0*');
  assert.equal(toSlack(say`${link('notes', 'https://x.test/a')}`), '<https://x.test/a|notes>');
});
