import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { addToList } from '../../../src/images/list/add-to-list.ts';
import type { Addition } from '../../../src/images/list/additions.ts';
import { unifiedDiff } from '../../../src/images/list/unified-diff.ts';
import { exampleDigest, withDigests, withoutDigests } from './example-digest.ts';
import { LIST_AND_ADDITIONS } from './generated-list.ts';

const path = 'list.yaml';
const APP: Addition = { image: 'app', digest: exampleDigest('b2'), tags: ['v2'] };
const folder = mkdtempSync(join(tmpdir(), 'ringmaster-diff-'));
after(() => rmSync(folder, { recursive: true }));

function diffOf(before: string | undefined, ...additions: readonly Addition[]): string {
  return unifiedDiff({ before, edit: addToList(before ?? '', additions), path });
}

/** What git makes of a file and a diff. */
function applied(before: string | undefined, diff: string): string {
  const file = join(folder, path);
  rmSync(file, { force: true });
  if (before !== undefined) writeFileSync(file, before);
  // Git would look for a repository around, and apply the diff to that one's files.
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() };
  execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder, input: diff, env });
  return readFileSync(file, 'utf8');
}

test('git makes the edited list of the old one and the diff, for lists in all styles', () => {
  fc.assert(
    fc.property(LIST_AND_ADDITIONS, ({ text, additions }) => {
      const { text: edited } = addToList(text, additions);
      const diff = diffOf(text, ...additions);
      assert.equal(diff === '', edited === text);
      if (diff !== '') assert.equal(applied(text, diff), edited);
    }),
    { numRuns: 60 },
  );
});

test('a diff shows three lines around a change, and how many lines there are', () => {
  const before = withDigests(
    '# 1\n# 2\n- name: app\n  dmap:\n    "{a1}": ["v1"]\n- name: web\n  dmap:\n    "{c3}": ["v1"]\n',
  );
  assert.equal(
    withoutDigests(diffOf(before, APP)),
    '--- a/list.yaml\n+++ b/list.yaml\n@@ -3,6 +3,7 @@\n - name: app\n   dmap:\n     "{a1}": ["v1"]\n' +
      '+    "{b2}": ["v2"]\n - name: web\n   dmap:\n     "{c3}": ["v1"]\n',
  );
});

test('changes far from each other stand apart', () => {
  const block = (name: string) =>
    `- name: ${name}\n  dmap:\n${['a1', 'a2', 'a3', 'a4', 'a5'].map((digits, at) => `    "{${digits}}": ["v0.${at}"]\n`).join('')}`;
  const before = withDigests(block('app') + block('web'));
  const both = ['app', 'web'].map((image) => ({ ...APP, image }));
  const heads = diffOf(before, ...both).match(/^@@.*@@$/gm);
  assert.deepEqual(heads, ['@@ -5,6 +5,7 @@', '@@ -12,3 +13,4 @@']);
});

const CASES: Readonly<Record<string, string | undefined>> = {
  'a file that does not exist yet': undefined,
  'an empty file': '',
  'a file that says it has no images yet': '# No images yet\n',
  'a last line without an end': withDigests('- name: app\n  dmap:\n    "{a1}": ["v1"]'),
  'lines that end as on Windows': withDigests('- name: app\r\n  dmap:\r\n    "{a1}": ["v1"]\r\n'),
  'a further tag of a digest that is listed': withDigests(
    '- name: app\n  dmap:\n    "{b2}": ["v1"]\n',
  ),
};

for (const [what, before] of Object.entries(CASES))
  test(`git takes the diff of ${what}`, () => {
    assert.equal(applied(before, diffOf(before, APP)), addToList(before ?? '', [APP]).text);
  });

test('where nothing is added there is no diff', () => {
  assert.equal(diffOf(withDigests('- name: app\n  dmap:\n    "{b2}": ["v2"]\n'), APP), '');
});
