import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { readIn, type TreeFile, treeAt } from '../../../src/cli/shared/tree.ts';
import { takePlaces, writeAll } from '../../../src/cli/shared/write-all.ts';

let tree: string;
beforeEach(async () => {
  tree = await treeAt(await mkdtemp(join(tmpdir(), 'ringmaster-write-all-')));
  await mkdir(join(tree, 'b'));
  await writeFile(join(tree, 'a'), 'old a');
  await writeFile(join(tree, 'b/b'), 'old b');
});
afterEach(() => rm(tree, { recursive: true }));

async function found(path: string): Promise<TreeFile> {
  const file = await readIn(tree, path);
  assert.ok(file !== undefined, path);
  return file;
}

async function rewrites() {
  return [
    { file: await found('a'), text: 'new a' },
    { file: await found('b/b'), text: 'new b' },
  ];
}

async function listed(): Promise<readonly string[]> {
  return (await readdir(tree, { recursive: true })).toSorted();
}

test('all files are written, and no draft is left', async () => {
  await writeAll(await rewrites());
  assert.equal(await readFile(join(tree, 'a'), 'utf8'), 'new a');
  assert.equal(await readFile(join(tree, 'b/b'), 'utf8'), 'new b');
  assert.deepEqual(await listed(), ['a', 'b', 'b/b']);
});

test('where one cannot be written, none is', async () => {
  const asked = await rewrites();
  await rm(join(tree, 'b'), { recursive: true });
  await assert.rejects(writeAll(asked), /ENOENT/);
  assert.equal(await readFile(join(tree, 'a'), 'utf8'), 'old a');
  assert.deepEqual(await listed(), ['a']);
});

test('where one has changed since it was read, none is written', async () => {
  const asked = await rewrites();
  await writeFile(join(tree, 'b/b'), 'theirs');
  await assert.rejects(writeAll(asked), /b\/b has changed meanwhile/);
  assert.equal(await readFile(join(tree, 'a'), 'utf8'), 'old a');
  assert.equal(await readFile(join(tree, 'b/b'), 'utf8'), 'theirs');
  assert.deepEqual(await listed(), ['a', 'b', 'b/b']);
});

test('where one cannot take its place, those before it go back', async () => {
  const [a, b] = [await found('a'), await found('b/b')];
  const drafts = [
    { file: a, draft: join(tree, 'draft a') },
    { file: { ...b, place: join(tree, 'b') }, draft: join(tree, 'draft b') },
  ];
  for (const { draft } of drafts) await writeFile(draft, 'new');
  await assert.rejects(takePlaces(drafts), /EISDIR|ENOTEMPTY/);
  assert.equal(await readFile(join(tree, 'a'), 'utf8'), 'old a');
  assert.deepEqual(await listed(), ['a', 'b', 'b/b', 'draft b']);
});
