import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RingmasterError } from '../../../src/domain/errors.ts';
import type { Forge } from '../../../src/plugin/forge.ts';

/** A repository with people and history, and a way to act on it beside the port. */
export interface Scene {
  readonly forge: Forge;
  /** The App's own login. */
  readonly self: string;
  commit(file: string, content: string): Promise<string>;
  /** Merges a change by a pull request of bob's. @returns its number. */
  mergePull(title: string): Promise<number>;
  lightweightTag(name: string, commit: string): Promise<void>;
  annotatedTag(name: string, commit: string, message: string): Promise<void>;
  /** As bob. @returns number or id. */
  openIssue(title: string, body: string): Promise<number>;
  comment(issue: number, body: string): Promise<number>;
  readonly bob: { readonly id: number; readonly login: string };
}

const LONG_AGO = '2000-01-01T00:00:00.000Z';

/** What every Forge promises, whatever it is made of. Call it inside a `describe` that sets the scene. */
export function forgeContract(scene: () => Scene): void {
  codeContract(scene);
  tagContract(scene);
  peopleContract(scene);
  issueContract(scene);
  commentContract(scene);
  otherIssueContract(scene);
  releaseContract(scene);
}

function codeContract(scene: () => Scene): void {
  test('code: the head is the newest commit of the default branch', async () => {
    const { forge, commit } = scene();
    const made = await commit('a.txt', 'one\n');
    assert.deepEqual(await forge.code.head(), { branch: 'main', commit: made });
  });

  test('code: a file is read at a commit, letter for letter, and stays what it was', async () => {
    const { forge, commit } = scene();
    const text = 'ünïcode\r\nno final newline';
    const first = await commit('b.txt', text);
    const second = await commit('b.txt', 'changed');
    assert.equal((await forge.code.file(first, 'b.txt'))?.text, text);
    assert.equal((await forge.code.file(second, 'b.txt'))?.text, 'changed');
    assert.equal(await forge.code.file(first, 'none.txt'), undefined);
  });

  test('code: a branch, a tag and a commit lead to a commit, nonsense to nothing', async () => {
    const { forge, commit, lightweightTag } = scene();
    const made = await commit('c.txt', 'c');
    await lightweightTag('c-tag', made);
    for (const ref of ['main', 'c-tag', made, made.slice(0, 12)])
      assert.equal(await forge.code.commit(ref), made);
    assert.equal(await forge.code.commit('no-such-branch'), undefined);
  });

  test('code: changes are the pull requests merged in between, each once, newest first', async () => {
    const { forge, mergePull } = scene();
    const { commit: since } = await forge.code.head();
    const numbers = [await mergePull('First change'), await mergePull('Second change')];
    const { commit: until } = await forge.code.head();
    const { changes, commits } = await forge.code.changes(since, until);
    assert.deepEqual(changes, [
      { number: numbers[1], title: 'Second change', author: 'bob' },
      { number: numbers[0], title: 'First change', author: 'bob' },
    ]);
    assert.ok(commits >= 2);
    assert.deepEqual(await forge.code.changes(until, until), { commits: 0, changes: [] });
    assert.ok((await forge.code.changes(undefined, until)).commits > commits);
  });
}

function tagContract(scene: () => Scene): void {
  test('tags: lightweight and annotated ones are told apart, and read as git has them', async () => {
    const { forge, commit, lightweightTag, annotatedTag } = scene();
    const made = await commit('d.txt', 'd');
    await lightweightTag('light', made);
    await annotatedTag('chart/1.0.0', made, 'The message\n\n- one (#1)\n');
    const all = await forge.tags.all();
    assert.deepEqual(
      all.find(({ name }) => name === 'light'),
      { name: 'light', object: made, kind: 'lightweight' },
    );
    const annotated = all.find(({ name }) => name === 'chart/1.0.0');
    assert.equal(annotated?.kind, 'annotated');
    const object = await forge.tags.object(annotated?.object ?? '');
    assert.equal(object.name, 'chart/1.0.0');
    assert.deepEqual(object.target, { kind: 'commit', id: made });
    assert.match(object.message, /^The message\n\n- one \(#1\)/);
    assert.equal(object.signed, undefined);
  });
}

function peopleContract(scene: () => Scene): void {
  test('people: logins lead to ids whatever their case, and nobody to nobody', async () => {
    const { forge, bob } = scene();
    const found = await forge.people.byLogin(['BOB', 'no-such-person', 'not a login', '\u212Aate']);
    assert.deepEqual(found, [{ id: bob.id, login: 'bob' }]);
    assert.deepEqual(await forge.people.byLogin([]), []);
  });

  test('people: roles are as GitHub knows them', async () => {
    const { forge } = scene();
    assert.equal(await forge.people.role('bob'), 'write');
    assert.equal(await forge.people.role('mallory'), 'read');
    assert.equal(await forge.people.role('who-has-gone'), 'none');
  });

  test('people: somebody without keys has none', async () => {
    assert.deepEqual(await scene().forge.people.signingKeys('bob'), { openpgp: [] });
  });
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
    const own = await forge.issues.ownSince(LONG_AGO, 'mark-2');
    assert.deepEqual(
      own.map((each) => each.comment),
      [ours.id],
    );
  });
}

function otherIssueContract(scene: () => Scene): void {
  test('issues: what others wrote with our mark is not ours', async () => {
    const { forge, openIssue, comment } = scene();
    const number = await openIssue('A copy of mark-3', 'mark-3');
    await comment(number, 'mark-3');
    assert.deepEqual(await forge.issues.ownSince(LONG_AGO, 'mark-3'), []);
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
    await assert.rejects(
      forge.issues.comment(number, 'x'.repeat(65_537)),
      (error: unknown) => error instanceof RingmasterError && error.code === 'outside-refused',
    );
  });
}

function releaseContract(scene: () => Scene): void {
  test('releases: a draft is ours alone until it is published', async () => {
    const { forge, commit, lightweightTag } = scene();
    const made = await commit('e.txt', 'e');
    await lightweightTag('v9.0.0', made);
    const draft = await forge.releases.draft({
      tag: 'v9.0.0',
      commit: made,
      title: 'v9.0.0',
      body: 'notes',
      prerelease: false,
    });
    assert.equal(draft.isDraft, true);
    assert.equal(await forge.releases.publicByTag('v9.0.0'), undefined);
    assert.ok((await forge.releases.all()).some(({ id, isDraft }) => id === draft.id && isDraft));
    assert.deepEqual([draft.isOurs, draft.target], [true, made]);
    const again = { tag: 'v9.0.0', commit: made, title: 'Nine', body: 'notes', prerelease: false };
    assert.equal((await forge.releases.redraft(draft.id, again)).title, 'Nine');
    await forge.releases.publish(draft.id, { commit: made, latest: true });
    const seen = await forge.releases.publicByTag('v9.0.0');
    assert.deepEqual([seen?.tag, seen?.body, seen?.isDraft], ['v9.0.0', 'notes', false]);
    assert.equal(await forge.releases.publicCommit('v9.0.0'), made);
    assert.equal(await forge.releases.publicCommit('v9.9.9'), undefined);
  });
}
