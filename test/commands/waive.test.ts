import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JournalEvent } from '../../src/domain/journal.ts';
import { after } from '../../src/domain/time.ts';
import { at, OWNERS, said } from '../support/hearing.ts';
import { ALICE, BOB, CAROL, MALLORY, NOW, step } from '../support/release.ts';

const DAY = 86_400_000;
const PLACE = at([OWNERS], [], [step('arm64')]);
const WHY = 'because the lab is down, see #210';

const WAIVED: JournalEvent = {
  kind: 'waived',
  waiver: {
    ...{ id: '7/1', step: 'arm64', candidate: 1, by: BOB, at: NOW, until: after(NOW, DAY) },
    ...{ reason: 'the lab is down', facts: {} },
  },
};

describe('an owner who did not cut the candidate', () => {
  for (const [until, moment] of [
    ['3d', after(NOW, 3 * DAY)],
    ['2026-05-06', '2026-05-07T00:00:00.000Z'],
    ['2026-05-06T17:00Z', '2026-05-06T17:00:00.000Z'],
  ] as const)
    test(`waives a check until ${until}`, async () => {
      const [heard] = await said(`/waive arm64 until ${until} ${WHY}`, BOB, PLACE);
      assert.deepEqual(
        [heard?.deeds, heard?.face],
        [[`waive arm64 until ${moment} (the lab is down, see #210)`], '+1'],
      );
    });

  for (const [what, words, answer] of [
    ['without an end', `arm64 ${WHY}`, /until when\?/],
    ['until a day that there is not', `arm64 until 2026-02-31 ${WHY}`, /until when\?/],
    ['until yesterday', `arm64 until 2026-05-01 ${WHY}`, /is over already/],
    ['for longer than a week', `arm64 until 8d ${WHY}`, /lasts 7 d at most/],
    ['without a reason', 'arm64 until 3d', /say why/],
    ['with hardly a reason', 'arm64 until 3d because it is fine', /say why/],
    ['of a step that decides nothing', `owners until 3d ${WHY}`, /which check\? arm64\./],
    ['of nothing', '', /which check\? arm64\./],
  ] as const)
    test(`is shown how, who waives ${what}`, async () => {
      const [heard] = await said(`/waive ${words}`.trim(), BOB, PLACE);
      assert.deepEqual([heard?.deeds, heard?.face], [[], 'confused']);
      assert.match(heard?.reply ?? '', answer);
      assert.match(heard?.reply ?? '', /\/waive arm64 until /);
    });
});

test('is not for whoever cut the candidate, nor for other groups and strangers', async () => {
  const line = `/waive arm64 until 3d ${WHY}`;
  const [cutter] = await said(line, ALICE, PLACE);
  assert.deepEqual([cutter?.deeds, cutter?.face], [[], '-1']);
  assert.match(cutter?.reply ?? '', /alice cut this candidate\. Who could: bob$/);
  const [other] = await said(line, CAROL, PLACE);
  assert.match(other?.reply ?? '', /carol may not waive arm64\. Who could: bob$/);
  assert.deepEqual((await said(line, MALLORY, PLACE))[0]?.deeds, []);
});

for (const body of ['/unwaive arm64', '/waive arm64 cancel', '/remove-waive arm64'])
  test(`“${body}” takes it back`, async () => {
    const place = at([OWNERS], [WAIVED], [step('arm64')]);
    assert.deepEqual((await said(body, BOB, place))[0]?.deeds, ['unwaive 7/1']);
    const ended: JournalEvent = { kind: 'unwaived', waiver: '7/1', by: BOB };
    const over = at([OWNERS], [WAIVED, ended], [step('arm64')]);
    assert.match((await said(body, BOB, over))[0]?.reply ?? '', /arm64 is not waived/);
  });
