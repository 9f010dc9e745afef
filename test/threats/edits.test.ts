import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after } from '../../src/domain/time.ts';
import { comment, openDesk } from '../support/desk.ts';
import { BOB, MALLORY, NOW } from '../support/release.ts';

for (const change of ['edited', 'deleted'] as const)
  test(`what took support back is final, though its comment is ${change}, by whomever`, async () => {
    for (const by of [BOB, undefined]) {
      const desk = openDesk();
      desk.shown(1, 1, after(NOW, 1000));
      const cancel = comment(3, BOB, '/lgtm cancel');
      await desk.hear(comment(2, BOB, '/lgtm'), cancel);
      assert.deepEqual(desk.counted(), []);
      await desk.hear({ ...cancel, body: 'never mind', change, by });
      assert.deepEqual(desk.counted(), []);
    }
  });

for (const change of ['edited', 'deleted'] as const)
  test(`what was ${change} before GitHub told of its posting supports nothing`, async () => {
    const desk = openDesk();
    desk.shown(1, 1, after(NOW, 1000));
    const said = comment(2, BOB, '/lgtm');
    await desk.hear({ ...said, body: 'on second thoughts', change });
    await desk.hear(said);
    assert.deepEqual(desk.counted(), []);
  });

test('an edit by somebody else does not hide a later one by the author', async () => {
  const desk = openDesk();
  desk.shown(1, 1, after(NOW, 1000));
  const said = comment(2, BOB, '/lgtm');
  const edited = { ...said, change: 'edited' } as const;
  await desk.hear(said);
  await desk.hear({ ...edited, body: '/lgtm (typo)', by: MALLORY });
  assert.deepEqual(desk.counted(), ['bob']);
  await desk.hear({ ...edited, body: 'I was wrong' });
  assert.deepEqual(desk.counted(), []);
});

test('a sweep that finds an edit again, and cannot tell whose it was, takes nothing back for it', async () => {
  const desk = openDesk();
  desk.shown(1, 1, after(NOW, 1000));
  const said = comment(2, BOB, '/lgtm');
  const edited = { ...said, body: 'typo', change: 'edited', changedAt: after(NOW, 5000) } as const;
  await desk.hear(said, { ...edited, by: MALLORY }, { ...edited, by: undefined });
  assert.deepEqual(desk.counted(), ['bob']);
  await desk.hear({ ...edited, by: undefined, changedAt: after(NOW, 9000) });
  assert.deepEqual(desk.counted(), []);
});

test('an edit by somebody else, told before the posting, takes nothing away', async () => {
  const desk = openDesk();
  desk.shown(1, 1, after(NOW, 1000));
  const said = comment(2, BOB, '/lgtm');
  await desk.hear({ ...said, body: 'no', change: 'edited', by: MALLORY }, said);
  assert.deepEqual(desk.counted(), ['bob']);
});
