import assert from 'node:assert/strict';
import { chmod, link, lstat, readdir, readFile, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { withDigests } from '../images/list/example-digest.ts';
import { openFolder } from './images/folder.ts';

const OLD = '# kept by alice\r\n- name: app\r\n  dmap:\r\n    "{a1}": [ "v1.0.0" ]\r\n';
const NEW = `${OLD}    "{b2}": [ "v1.1.0" ]\r\n`;
const ADDED = '{"insert_only":true,"added":[{"image":"app","digest":"{b2}","tags":["v1.1.0"]}]}';
const FILES = { 'images.yaml': OLD, 'added.json': ADDED };

test('the new list is printed, byte for byte, and the file stays as it is', async (context) => {
  const { folder, images } = await openFolder(context, FILES);
  const { code, out, err } = await images('add', 'images.yaml', 'added.json');
  assert.deepEqual({ code, out }, { code: 0, out: withDigests(NEW) });
  assert.equal(err, '1 line added; --write changes the file\n');
  assert.equal(await readFile(join(folder, 'images.yaml'), 'utf8'), withDigests(OLD));
});

test('additions can be an array, and come from standard input', async (context) => {
  const { images } = await openFolder(context, FILES);
  const array = withDigests(JSON.stringify(JSON.parse(ADDED).added));
  const { code, out } = await images.reading(array, 'add', 'images.yaml', '-');
  assert.deepEqual({ code, out }, { code: 0, out: withDigests(NEW) });
});

test('--write changes the file, keeps its mode, shows the difference, and leaves nothing beside it', async (context) => {
  const { folder, images } = await openFolder(context, FILES);
  const file = join(folder, 'images.yaml');
  await chmod(file, 0o640);
  const { code, out, err } = await images('add', 'images.yaml', 'added.json', '--write');
  assert.equal(code, 0);
  assert.equal(await readFile(file, 'utf8'), withDigests(NEW));
  assert.equal((await stat(file)).mode & 0o777, 0o640);
  assert.deepEqual((await readdir(folder)).toSorted(), ['added.json', 'images.yaml']);
  assert.match(out, /^--- a\/images\.yaml\n\+\+\+ b\/images\.yaml\n@@ /);
  assert.deepEqual(
    out.split('\n').filter((line) => /^[-+] /.test(line)),
    [withDigests('+    "{b2}": [ "v1.1.0" ]')],
  );
  assert.equal(err, '1 line added\n');
});

test('the file is replaced as a whole: who has the old one open reads the old one', async (context) => {
  const { folder, images } = await openFolder(context, FILES);
  await link(join(folder, 'images.yaml'), join(folder, 'other.yaml'));
  await images('add', 'images.yaml', 'added.json', '--write');
  assert.equal(await readFile(join(folder, 'other.yaml'), 'utf8'), withDigests(OLD));
});

test('what the list says already is not written again', async (context) => {
  const { folder, images } = await openFolder(context, { ...FILES, 'images.yaml': NEW });
  const { ino } = await stat(join(folder, 'images.yaml'));
  const { code, out, err } = await images('add', 'images.yaml', 'added.json', '--write');
  assert.deepEqual(
    { code, out, err },
    { code: 0, out: '', err: 'the list says all of it already\n' },
  );
  assert.equal((await stat(join(folder, 'images.yaml'))).ino, ino);
});

test('a tag that is on another digest is refused, with its line, and nothing is written', async (context) => {
  const list = OLD.replace('v1.0.0', 'v1.1.0');
  const { folder, images } = await openFolder(context, { ...FILES, 'images.yaml': list });
  const { code, out, err } = await images('add', 'images.yaml', 'added.json', '--write');
  assert.deepEqual({ code, out }, { code: 1, out: '' });
  assert.match(
    err,
    /^ringmaster: line 4: app:v1\.1\.0 is listed as sha256:a1\S+, and a tag is never moved\n/,
  );
  assert.match(err, /\nRelease the new digest under a new tag\.\n$/);
  assert.equal(await readFile(join(folder, 'images.yaml'), 'utf8'), withDigests(list));
});

test('a list that is a symbolic link is not written', async (context) => {
  const { folder, images } = await openFolder(context, FILES);
  await symlink('images.yaml', join(folder, 'link.yaml'));
  const { code, err } = await images('add', 'link.yaml', 'added.json', '--write');
  assert.equal(code, 1);
  assert.match(err, /link\.yaml is reached through a symbolic link\nNothing was written\.\n$/);
  assert.ok((await lstat(join(folder, 'link.yaml'))).isSymbolicLink());
  assert.equal(await readFile(join(folder, 'images.yaml'), 'utf8'), withDigests(OLD));
});

test('a list that is not UTF-8 is refused, as its bytes would be lost', async (context) => {
  const list = Buffer.from(withDigests(OLD).replace('alice', 'ali\xe7e'), 'latin1');
  const { folder, images } = await openFolder(context, { ...FILES, 'images.yaml': list });
  const { code, err } = await images('add', 'images.yaml', 'added.json', '--write');
  assert.equal(code, 1);
  assert.match(err, /line 1: from here on the list is not UTF-8\nSave it as UTF-8 first\.\n$/);
  assert.ok((await readFile(join(folder, 'images.yaml'))).equals(list));
});

for (const [what, added] of [
  ['a digest that is none', '[{"image":"app","digest":"sha256:1","tags":["v1"]}]'],
  ['no tags', '[{"image":"app","digest":"{b2}","tags":[]}]'],
  ['no image', '[{"digest":"{b2}","tags":["v1"]}]'],
  ['no JSON', '- app'],
] as const)
  test(`additions with ${what} are wrong usage`, async (context) => {
    const { images } = await openFolder(context, { ...FILES, 'added.json': added });
    const { code, out, err } = await images('add', 'images.yaml', 'added.json');
    assert.deepEqual({ code, out }, { code: 2, out: '' });
    assert.match(
      err,
      /^ringmaster: added\.json(?: is not JSON in UTF-8|: \[0\]\.(?:digest|tags|image): )/,
    );
  });

test('a tag that is none is refused', async (context) => {
  const added = '[{"image":"app","digest":"{b2}","tags":["v1\\"]}#x"]}]';
  const { images } = await openFolder(context, { ...FILES, 'added.json': added });
  const { code, out } = await images('add', 'images.yaml', 'added.json');
  assert.deepEqual({ code, out }, { code: 1, out: '' });
});
