import assert from 'node:assert/strict';
import { test } from 'node:test';
import { issuesContract } from './forge-issues-contract.ts';
import { releasesContract } from './forge-releases-contract.ts';
import type { Scene } from './forge-scene.ts';

/** What every Forge promises, whatever it is made of. Call it inside a `describe` that sets the scene. */
export function forgeContract(scene: () => Scene): void {
  codeContract(scene);
  tagContract(scene);
  peopleContract(scene);
  issuesContract(scene);
  releasesContract(scene);
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
