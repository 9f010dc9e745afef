import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after } from '../../src/domain/time.ts';
import { comment, openDesk } from '../support/desk.ts';
import { BOB, MALLORY, NOW } from '../support/release.ts';

test('whoever says very much in an hour costs nothing from then on, and is heard all the same', async () => {
  const desk = openDesk();
  desk.shown(1, 1, after(NOW, 1000));
  const at = (minute: number) => ({ at: after(NOW, minute * 60_000) });
  for (let n = 0; n < 50; n += 1)
    await desk.hear({
      ...comment(10 + n, MALLORY, n % 2 === 0 ? '/release help' : '/hold'),
      ...at(n),
    });
  const planned = (kind: string) => desk.planned().filter((each) => each.startsWith(kind)).length;
  assert.deepEqual([planned('reply'), planned('reaction')], [30, 31]);
  const { length } = desk.entries;
  await desk.hear({ ...comment(70, MALLORY, '/explain owners'), ...at(51) });
  assert.equal(desk.entries.length, length);
  await desk.hear({ ...comment(71, MALLORY, '/lgtm'), ...at(52) });
  assert.equal(desk.history().signoffs.at(-1)?.by.login, 'mallory');
  await desk.hear({ ...comment(72, BOB, '/release help'), ...at(53) });
  await desk.hear({ ...comment(73, MALLORY, '/release help'), ...at(160) });
  assert.deepEqual([planned('reply'), planned('reaction')], [32, 33]);
});
