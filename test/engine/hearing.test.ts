import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entryFor } from '../../src/engine/entries.ts';
import { at, said } from '../support/hearing.ts';
import { BOB, NOW } from '../support/release.ts';

test('a comment with several commands is heard in order, until one is refused', async () => {
  const heard = await said('/lgtm\n/rc please\n/retry');
  assert.deepEqual(
    heard.map(({ deeds }) => deeds),
    [['approve owners'], []],
  );
});

test('a comment with a word close to ours is answered with the corrected line', async () => {
  const [heard] = await said('/aprove owners');
  assert.match(heard?.reply ?? '', /\/aprove is not understood\. Did you mean \/approve owners\?/);
});

test('a comment with words of other bots is passed over without a word', async () => {
  assert.deepEqual(await said('/assign alice\n/test all\n/kind bug\n/etc/hosts'), []);
});

test('a comment with more than ten commands is read no further', async () => {
  assert.equal((await said('/status\n'.repeat(50))).length, 10);
});

test('commands of tracking issues are passed over outside of them', async () => {
  assert.deepEqual(await said('/lgtm\n/rc\n/retry', BOB, 'elsewhere'), []);
});

test('a note is cut when it is heard, between two characters', () => {
  const noteOf = (note: string) => {
    const comment = { id: 1, issue: 5, author: BOB, body: '', at: NOW, by: BOB };
    const deed = { do: 'sign', step: 'owners', choice: 'approve', note } as const;
    const said = { history: at().history, comment: { ...comment, change: 'created' as const } };
    const event = entryFor(deed, { ...said, line: 1 });
    return event.kind === 'signed' ? event.signoff.note : undefined;
  };
  const whole = '🚀'.repeat(500);
  assert.equal(noteOf(whole), whole);
  assert.equal(noteOf(`${whole}x`), `${'🚀'.repeat(499)}…`);
});
