import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RingmasterError } from '../../src/domain/errors.ts';
import { standingObjections } from '../../src/domain/objection.ts';
import { standing } from '../../src/domain/signoff.ts';
import { after } from '../../src/domain/time.ts';
import { comment, openDesk } from '../support/desk.ts';
import { ALICE, BOB, CAROL, MALLORY, NOW } from '../support/release.ts';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);

/** Alice's candidate rc1, which everybody can read from the first second on. */
function openedDesk(options: Parameters<typeof openDesk>[0] = {}) {
  const desk = openDesk(options);
  desk.shown(1, 1, after(NOW, 1000));
  return desk;
}

describe('an approval', () => {
  test('names the candidate on the card before it', async () => {
    const desk = openedDesk();
    await desk.hear(comment(2, BOB, '/lgtm'), comment(3, CAROL, '/lgtm'));
    assert.deepEqual(desk.counted(), ['bob', 'carol']);
    assert.deepEqual(
      desk.history().signoffs.map(({ candidate }) => candidate),
      [1, 1],
    );
  });

  test('of the old commit is not one of the commit that was pushed before it was processed', async () => {
    const desk = openedDesk({ head: () => B });
    await desk.hear(comment(2, ALICE, '/rc'), comment(3, BOB, '/lgtm'), comment(4, CAROL, '/lgtm'));
    const { candidates, signoffs } = desk.history();
    assert.equal(candidates.at(-1)?.candidate.commit, B);
    assert.deepEqual(
      signoffs.map(({ candidate }) => candidate),
      [1, 1],
    );
    assert.deepEqual(desk.counted(), []);
  });

  test('does not follow a push: the candidate stays on its commit', async () => {
    let head = A;
    const desk = openedDesk({ head: () => head });
    const { commit } = desk.history().candidates[0]?.candidate ?? {};
    head = B;
    await desk.hear(comment(2, BOB, '/lgtm'));
    assert.equal(desk.history().candidates.length, 1);
    assert.equal(desk.history().candidates[0]?.candidate.commit, commit);
  });
});

describe('an objection', () => {
  const standingIn = (desk: ReturnType<typeof openDesk>) =>
    standingObjections(desk.history().objections).map(({ kind, by }) => `${kind} ${by.login}`);

  test('is kept with its words, and lifted by a new comment', async () => {
    const desk = openedDesk();
    await desk.hear(comment(2, BOB, '/hold because CVE review\n\n/concern arm64?'));
    assert.deepEqual(standingIn(desk), ['hold bob', 'concern bob']);
    assert.deepEqual(
      desk.history().objections.map(({ words, number }) => [words, number]),
      [
        ['CVE review', 1],
        ['arm64?', 1],
      ],
    );
    await desk.hear(comment(3, BOB, '/unhold'), comment(4, CAROL, '/resolve 1 tried it'));
    assert.deepEqual(standingIn(desk), []);
    assert.deepEqual(
      desk.history().objections.map(({ lifted }) => [lifted?.by.login, lifted?.note]),
      [
        ['bob', undefined],
        ['carol', 'tried it'],
      ],
    );
  });

  for (const change of ['edited', 'deleted'] as const)
    test(`outlives that its comment is ${change}`, async () => {
      const desk = openedDesk();
      const said = comment(2, BOB, '/hold\n\n/reject it loses data');
      await desk.hear(said, { ...said, body: 'never mind', change });
      assert.deepEqual(standingIn(desk), ['hold bob']);
      assert.equal(standing(desk.history().signoffs, 'owners')[0]?.choice, 'reject');
    });

  test('is not lifted by words that did not stay as they were posted', async () => {
    const desk = openedDesk();
    const lift = comment(3, BOB, '/unhold\n\n/reject cancel');
    await desk.hear(comment(2, BOB, '/hold\n\n/reject it loses data'));
    await desk.hear({ ...lift, body: 'oh', change: 'edited' }, lift);
    assert.deepEqual(standingIn(desk), ['hold bob']);
    const words = standing(desk.history().signoffs, 'owners');
    assert.deepEqual(
      words.map(({ choice }) => choice),
      ['reject'],
    );
  });

  test('comes back as a rejection when the comment that took it back is edited', async () => {
    const desk = openedDesk();
    const back = comment(3, BOB, '/reject cancel');
    await desk.hear(comment(2, BOB, '/reject it loses data'), back);
    assert.deepEqual(standing(desk.history().signoffs, 'owners'), []);
    await desk.hear({ ...back, body: 'hm', change: 'edited' });
    assert.equal(standing(desk.history().signoffs, 'owners')[0]?.choice, 'reject');
  });
});

describe('a comment that is changed later', () => {
  test('by a stranger’s hand into an approval gives none, not even with rights to edit it', async () => {
    const desk = openedDesk();
    const harmless = comment(2, BOB, 'nice work');
    await desk.hear(harmless, { ...harmless, body: '/lgtm', change: 'edited', by: MALLORY });
    assert.deepEqual([desk.counted(), desk.planned()], [[], []]);
  });

  test('by its author into an approval gives none, and is answered', async () => {
    const desk = openedDesk();
    const harmless = comment(2, BOB, 'nice work');
    await desk.hear(harmless, { ...harmless, body: '/lgtm', change: 'edited' });
    assert.deepEqual([desk.counted(), desk.planned()], [[], ['reply edit 2']]);
  });

  for (const change of ['edited', 'deleted'] as const)
    test(`is support taken back when its author has ${change} it`, async () => {
      const desk = openedDesk();
      const said = comment(2, BOB, '/lgtm');
      await desk.hear(said);
      assert.deepEqual(desk.counted(), ['bob']);
      await desk.hear({ ...said, body: '/lgtm never mind', change });
      assert.deepEqual(desk.counted(), []);
      assert.deepEqual(
        desk.history().withdrawals.map(({ because }) => because),
        [change],
      );
    });

  for (const change of ['edited', 'deleted'] as const)
    test(`stays what it was when somebody else has ${change} it`, async () => {
      const desk = openedDesk();
      const said = comment(2, BOB, '/lgtm');
      await desk.hear(said);
      await desk.hear({ ...said, body: '', change, by: MALLORY });
      assert.deepEqual(desk.counted(), ['bob']);
    });
});

describe('a comment whose edit is heard before itself', () => {
  const changed = { body: 'sorry, I meant something else', change: 'edited' } as const;

  test('still takes back what it took back', async () => {
    const desk = openedDesk();
    const cancel = comment(3, BOB, '/lgtm cancel');
    await desk.hear(comment(2, BOB, '/lgtm'), { ...cancel, ...changed }, cancel);
    assert.deepEqual(desk.counted(), []);
  });

  test('still cuts the candidate that it asked for, once', async () => {
    const desk = openedDesk({ head: () => B });
    const asked = comment(3, ALICE, '/rc');
    await desk.hear({ ...asked, ...changed }, asked, asked);
    const { candidates } = desk.history();
    assert.deepEqual([candidates.length, candidates[1]?.candidate.commit], [2, B]);
    assert.deepEqual(desk.planned().toSorted(), ['reaction comment 3', 'reply rc2']);
  });
});

describe('the same comment', () => {
  test('heard twice, and again once it was judged, is one voice and one answer', async () => {
    const desk = openedDesk();
    const said = comment(2, BOB, '/lgtm');
    const asked = comment(3, MALLORY, '/rc');
    await desk.hear(said, asked, said, asked);
    const before = desk.entries.length;
    await desk.hear(said, asked);
    assert.equal(desk.history().signoffs.length, 1);
    assert.deepEqual(desk.planned().toSorted(), [
      'reaction comment 2',
      'reaction comment 3',
      'reply comment 3',
    ]);
    assert.equal(desk.entries.length, before);
  });

  test('means the same, however wrong this machine’s clock is', async () => {
    const hours = (by: number) => after(NOW, by * 3_600_000);
    const told = async (now: string) => {
      const desk = openedDesk({ now });
      await desk.hear(comment(2, BOB, '/lgtm'), comment(3, CAROL, '/lgtm cancel'));
      return { counted: desk.counted(), signoffs: desk.history().signoffs };
    };
    assert.deepEqual(await told(hours(-2)), await told(NOW));
    assert.deepEqual(await told(hours(2)), await told(NOW));
  });
});

test('the same command twice in a comment is carried out once', async () => {
  const desk = openedDesk({ head: () => B });
  await desk.hear(comment(2, ALICE, '/rc\n/rc\n/release help\n/release help'));
  assert.equal(desk.history().candidates.length, 2);
  assert.deepEqual(
    new Set(desk.planned()),
    new Set(['reaction comment 2', 'reply help 2', 'reply rc2']),
  );
});

test('a stranger’s command changes nothing and is answered once', async () => {
  const desk = openedDesk();
  await desk.hear(
    comment(2, MALLORY, '/rc'),
    comment(3, MALLORY, '/confirm images sha256:0123456789ab'),
  );
  assert.equal(desk.history().candidates.length, 1);
  assert.deepEqual(desk.history().signoffs, []);
  assert.deepEqual(
    desk.planned().filter((each) => each.startsWith('reply')),
    ['reply comment 2', 'reply comment 3'],
  );
});

describe('a comment that cannot be judged', () => {
  test('because of its text holds up nobody behind it', async () => {
    const desk = openedDesk();
    await desk.hear(comment(2, MALLORY, '>'.repeat(10_000)), comment(3, BOB, '/lgtm'));
    assert.deepEqual(desk.counted(), ['bob']);
  });

  test('because of a bug is heard without effect, logged and answered, and not judged again', async (t) => {
    let isBroken = true;
    const head = () => {
      if (isBroken) throw new TypeError('a bug');
      return A;
    };
    const desk = openedDesk({ head });
    const log = t.mock.method(desk.engine.log, 'error');
    await desk.hear(comment(2, BOB, '/lgtm'));
    assert.deepEqual(desk.counted(), []);
    assert.deepEqual(desk.planned(), ['reaction comment 2', 'reply comment 2']);
    assert.deepEqual(log.mock.calls[0]?.arguments[1]?.error, 'a bug');

    isBroken = false;
    await desk.hear(comment(2, BOB, '/lgtm'), comment(3, CAROL, '/lgtm'));
    assert.deepEqual(desk.counted(), ['carol']);
    assert.equal(log.mock.callCount(), 1);
  });

  test('because of a trouble that may pass is judged at the next wake', async () => {
    let isDown = true;
    const head = () => {
      if (isDown) throw new RingmasterError('outside-unreachable', 'GitHub is down');
      return A;
    };
    const desk = openedDesk({ head });
    await assert.rejects(desk.hear(comment(2, BOB, '/lgtm')), RingmasterError);
    assert.deepEqual(desk.planned(), []);
    isDown = false;
    await desk.hear();
    assert.deepEqual(desk.counted(), ['bob']);
  });
});
