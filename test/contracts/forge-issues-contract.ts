import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after } from '../../src/domain/time.ts';
import { LONG_AGO, type Scene } from './forge-scene.ts';
import { refused } from './refused.ts';

/** What every Forge promises of issues and comments. */
export function issuesContract(scene: () => Scene): void {
  issueContract(scene);
  commentContract(scene);
  otherIssueContract(scene);
  removalContract(scene);
  sinceContract(scene);
}

function issueContract(scene: () => Scene): void {
  test('issues: what the App opens can be read, edited, found by its mark and closed', async () => {
    const { forge, self } = scene();
    const { number } = await forge.issues.open({
      title: 'Release v1',
      body: 'mark-1 body',
      labels: ['release'],
    });
    const issue = await forge.issues.get(number);
    assert.deepEqual(
      [issue?.title, issue?.body, issue?.isOpen, issue?.labels],
      ['Release v1', 'mark-1 body', true, ['release']],
    );
    assert.deepEqual([issue?.isBot, issue?.author.login], [true, self]);
    await forge.issues.edit(number, { body: 'mark-1 edited' });
    const own = await forge.issues.ownSince(LONG_AGO, 'mark-1');
    assert.deepEqual(
      own.map(({ issue: at, comment, body }) => [at, comment, body]),
      [[number, undefined, 'mark-1 edited']],
    );
    await forge.issues.close(number);
    assert.equal((await forge.issues.get(number))?.isOpen, false);
    assert.equal(await forge.issues.get(9999), undefined);
  });
}

function commentContract(scene: () => Scene): void {
  test('issues: comments are written, edited, found and listed with who said them', async () => {
    const { forge, openIssue, comment, bob } = scene();
    const number = await openIssue('Question', 'Why?');
    const said = await comment(number, '/lgtm');
    const ours = await forge.issues.comment(number, 'mark-2 answer');
    await forge.issues.editComment(ours.id, 'mark-2 better answer');
    const listed = await forge.issues.commentsOf(number, LONG_AGO);
    assert.deepEqual(
      listed.map(({ id, body, isBot }) => [id, body, isBot]),
      [
        [said, '/lgtm', false],
        [ours.id, 'mark-2 better answer', true],
      ],
    );
    assert.deepEqual([listed[0]?.author, listed[0]?.issue], [bob, number]);
    const everywhere = await forge.issues.commentsSince(LONG_AGO);
    assert.ok(everywhere.some(({ id, issue }) => id === said && issue === number));
    const elsewhere = await openIssue('Another', '');
    for (const own of [
      await forge.issues.ownSince(LONG_AGO, 'mark-2'),
      await forge.issues.ownOf(number, LONG_AGO, 'mark-2'),
    ])
      assert.deepEqual(
        own.map((each) => each.comment),
        [ours.id],
      );
    assert.deepEqual(await forge.issues.ownOf(elsewhere, LONG_AGO, 'mark-2'), []);
  });
}

function otherIssueContract(scene: () => Scene): void {
  test('issues: what others wrote with our mark is not ours', async () => {
    const { forge, openIssue, comment } = scene();
    const number = await openIssue('A copy of mark-3', 'mark-3');
    await comment(number, 'mark-3');
    assert.deepEqual(await forge.issues.ownSince(LONG_AGO, 'mark-3'), []);
    assert.deepEqual(await forge.issues.ownOf(number, LONG_AGO, 'mark-3'), []);
  });

  test('issues: a face is put once, however often', async () => {
    const { forge, openIssue, comment } = scene();
    const number = await openIssue('Faces', '');
    const said = await comment(number, 'x');
    await forge.issues.react({ comment: said }, '+1');
    await forge.issues.react({ comment: said }, '+1');
    await forge.issues.react({ issue: number }, 'eyes');
  });

  test('issues: a pull request is no issue', async () => {
    const { forge, mergePull } = scene();
    const number = await mergePull('No issue');
    const changed = await forge.issues.changedSince(LONG_AGO);
    assert.ok(!changed.some((issue) => issue.number === number));
  });

  test('issues: a text that GitHub refuses is refused, and says so', async () => {
    const { forge, openIssue } = scene();
    const number = await openIssue('Long', '');
    await refused(forge.issues.comment(number, 'x'.repeat(65_537)), 'outside-refused');
    await refused(forge.issues.comment(number, '  '), 'outside-refused');
    await refused(forge.issues.edit(number, { body: 'x'.repeat(65_537) }), 'outside-refused');
  });

  test('issues: what is not there cannot be written to', async () => {
    const { forge } = scene();
    await refused(forge.issues.comment(9999, 'x'), 'access-missing');
    await refused(forge.issues.editComment(999_999, 'x'), 'access-missing');
    await refused(forge.issues.edit(9999, { body: 'x' }), 'access-missing');
    await refused(forge.issues.react({ comment: 999_999 }, '+1'), 'access-missing');
  });
}

function removalContract(scene: () => Scene): void {
  test('issues: a comment of ours is removed, twice does no harm, and others keep theirs', async () => {
    const { forge, openIssue, comment } = scene();
    const number = await openIssue('Removal', '');
    const said = await comment(number, 'mine');
    const ours = await forge.issues.comment(number, 'ours');
    await forge.issues.removeComment(ours.id);
    await forge.issues.removeComment(ours.id);
    await refused(forge.issues.removeComment(said), 'outside-refused');
    const left = await forge.issues.commentsOf(number, LONG_AGO);
    assert.deepEqual(
      left.map(({ id }) => id),
      [said],
    );
  });
}

function sinceContract(scene: () => Scene): void {
  test('issues: what changed is told by whole seconds, from the very second on', async () => {
    const { forge, openIssue, comment } = scene();
    const number = await openIssue('Since', '');
    const said = await comment(number, 'now');
    const [{ createdAt } = { createdAt: '' }] = await forge.issues.commentsOf(number, LONG_AGO);
    assert.match(createdAt, /\.000Z$/);
    for (const [since, expected] of [
      [createdAt, [said]],
      [after(createdAt, 1000), []],
    ] as const) {
      const found = await forge.issues.commentsOf(number, since);
      assert.deepEqual(
        found.map(({ id }) => id),
        expected,
      );
    }
    const changed = await forge.issues.changedSince(after(createdAt, -1000));
    assert.ok(changed.some((issue) => issue.number === number));
  });
}
