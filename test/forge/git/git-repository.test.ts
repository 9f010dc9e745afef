import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { filesBetween, pathsOf } from './diff.ts';
import { GitRepository, RefRefused } from './git-repository.ts';
import { aheadBehind, commitsIn, isAncestor, mergeBase } from './history.ts';
import { mergedTree } from './merge.ts';
import { objectAt, resolveCommit, resolveRevision } from './revision.ts';
import { git } from './run.ts';
import { editTree } from './tree-edit.ts';
import { commitContent, objectId, writeObject } from './write-object.ts';

const ME = { name: 'alice', email: 'alice@example.com', date: Date.parse('2026-05-04T09:12:00Z') };
const MAIN = 'refs/heads/main';

/** A repository in a folder of its own. */
class Bench implements AsyncDisposable {
  readonly repository: GitRepository;
  readonly #folder: string;

  private constructor(folder: string, repository: GitRepository) {
    this.#folder = folder;
    this.repository = repository;
  }

  static async open(): Promise<Bench> {
    const folder = await mkdtemp(join(tmpdir(), 'forge-git-'));
    const directory = join(folder, 'it.git');
    return new Bench(folder, await GitRepository.create({ directory, defaultBranch: 'main' }));
  }

  /** Commits files on top of a commit; null deletes. */
  async commit(files: Record<string, string | null>, parent?: string): Promise<string> {
    const { directory } = this.repository;
    const before = parent === undefined ? undefined : await this.repository.commit(parent);
    const changes = Object.entries(files).map(([path, content]) => ({
      path,
      content: content === null ? undefined : Buffer.from(content),
    }));
    const content = commitContent({
      tree: await editTree(this.repository, before?.tree, changes),
      parents: parent === undefined ? [] : [parent],
      author: ME,
      committer: ME,
      message: 'Change\n',
    });
    return writeObject(directory, 'commit', Buffer.from(content));
  }

  async git(...args: string[]): Promise<string> {
    return (await git(this.repository.directory, args)).toString().trimEnd();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.repository.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

test('what is stored has the name git gives it, and git finds nothing wrong with it', async () => {
  await using bench = await Bench.open();
  const { repository } = bench;
  const oid = await bench.commit({ 'a.txt': 'a', 'a/b.txt': 'b', 'a.d/c': 'c', a0: '0' });
  await repository.move([{ name: MAIN, from: undefined, to: oid }], 0);
  await bench.git('fsck', '--strict');
  assert.equal(await bench.git('ls-tree', '-r', '--name-only', oid), 'a.d/c\na.txt\na/b.txt\na0');
  assert.equal(objectId('blob', Buffer.from('')), 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
  assert.equal(
    await writeObject(repository.directory, 'blob', Buffer.from('a')),
    objectId('blob', Buffer.from('a')),
  );
});

test('folders that become empty disappear', async () => {
  await using bench = await Bench.open();
  const first = await bench.commit({ 'deep/er/file': 'x', keep: 'y' });
  const second = await bench.commit({ 'deep/er/file': null }, first);
  assert.equal(await bench.git('ls-tree', '-r', '-t', '--name-only', second), 'keep');
});

test('objects are read whole, however large, and what is missing is missing', async () => {
  await using bench = await Bench.open();
  const { repository } = bench;
  const large = 'line\n'.repeat(1_000_000);
  const oid = await writeObject(repository.directory, 'blob', Buffer.from(large));
  const small = await writeObject(repository.directory, 'blob', Buffer.from('small'));
  const answers = await Promise.all([
    repository.object(oid),
    repository.object('0'.repeat(40)),
    repository.object(small),
    repository.info(oid),
  ]);
  assert.deepEqual(
    answers.map((answer) => answer?.size),
    [large.length, undefined, 5, large.length],
  );
  assert.equal(answers[0]?.content.toString(), large);
  assert.equal(await repository.info(`${small}\n${oid}`), undefined);
});

test('refs move only from where they are, all of them or none', async () => {
  await using bench = await Bench.open();
  const { repository } = bench;
  const one = await bench.commit({ a: '1' });
  const two = await bench.commit({ a: '2' }, one);
  await repository.move([{ name: MAIN, from: undefined, to: one }], 0);
  const both = [
    { name: 'refs/heads/new', from: undefined, to: two },
    { name: MAIN, from: two, to: one },
  ];
  await assert.rejects(repository.move(both, 0), RefRefused);
  assert.equal(repository.refs.get('refs/heads/new'), undefined);
  await bench.git('update-ref', 'refs/heads/behind-its-back', two);
  assert.deepEqual(await repository.changesOnDisk(), [
    { name: 'refs/heads/behind-its-back', from: undefined, to: two },
  ]);
});

test('revisions mean what git means by them', async () => {
  await using bench = await Bench.open();
  const { repository } = bench;
  const one = await bench.commit({ 'dir/file': '1' });
  const two = await bench.commit({ 'dir/file': '2' }, one);
  await repository.move([{ name: MAIN, from: undefined, to: two }], 0);
  for (const revision of ['main', 'heads/main', MAIN, two, two.slice(0, 8), 'HEAD']) {
    assert.equal(await resolveCommit(repository, revision), two, revision);
  }
  assert.equal(await resolveRevision(repository, 'main~1'), one);
  assert.equal(
    await resolveRevision(repository, 'main^{tree}'),
    await bench.git('rev-parse', `${two}^{tree}`),
  );
  assert.equal(await resolveRevision(repository, 'nowhere'), undefined);
  assert.equal((await objectAt(repository, two, 'dir/file'))?.object.content.toString(), '2');
  assert.equal(await objectAt(repository, two, 'dir/file/deeper'), undefined);
  assert.equal((await objectAt(repository, two, 'dir'))?.object.type, 'tree');
});

test('differences are told as git tells them: renames, binary files, everything', async () => {
  await using bench = await Bench.open();
  const { repository } = bench;
  const text = 'one\ntwo\nthree\nfour\nfive\n';
  const one = await bench.commit({ 'old.txt': text, gone: 'x\n', bin: 'a\0b', 'ünï cödé': 'a\n' });
  const two = await bench.commit(
    { 'old.txt': null, 'new.txt': `${text}six\n`, gone: null, bin: 'a\0c', 'ünï cödé': 'b\n' },
    one,
  );
  const files = await filesBetween(repository, one, two);
  assert.deepEqual(
    files.map(({ path, previousPath, status, additions, deletions, patch }) => [
      path,
      previousPath,
      status,
      additions,
      deletions,
      patch?.split('\n')[0],
    ]),
    [
      ['bin', undefined, 'modified', 0, 0, undefined],
      ['gone', undefined, 'removed', 0, 1, '@@ -1 +0,0 @@'],
      ['new.txt', 'old.txt', 'renamed', 1, 0, '@@ -3,3 +3,4 @@ two'],
      ['ünï cödé', undefined, 'modified', 1, 1, '@@ -1 +1 @@'],
    ],
  );
  assert.deepEqual(await pathsOf(repository, two), {
    added: ['new.txt'],
    removed: ['gone', 'old.txt'],
    modified: ['bin', 'ünï cödé'],
  });
});

test('merging keeps both sides, and a conflict is no tree', async () => {
  await using bench = await Bench.open();
  const { repository } = bench;
  const base = await bench.commit({ file: '1\n2\n3\n4\n5\n' });
  const top = await bench.commit({ file: '0\n1\n2\n3\n4\n5\n' }, base);
  const end = await bench.commit({ file: '1\n2\n3\n4\n5\n6\n' }, base);
  const other = await bench.commit({ file: 'zero\n1\n2\n3\n4\n5\n' }, base);
  const tree = await mergedTree(repository, top, end);
  assert.ok(tree !== undefined);
  assert.equal(await bench.git('cat-file', 'blob', `${tree}:file`), '0\n1\n2\n3\n4\n5\n6');
  assert.equal(await mergedTree(repository, top, other), undefined);
  assert.equal(await mergeBase(repository, top, end), base);
  assert.deepEqual(await aheadBehind(repository, top, end), { ahead: 1, behind: 1 });
  assert.deepEqual(await commitsIn(repository, { to: top, not: [end] }), [top]);
  assert.equal(await isAncestor(repository, base, top), true);
  assert.equal(await isAncestor(repository, top, base), false);
  const stranger = await bench.commit({ file: 'elsewhere' });
  assert.equal(await mergeBase(repository, top, stranger), undefined);
});
