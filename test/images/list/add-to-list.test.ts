import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addToList } from '../../../src/images/list/add-to-list.ts';
import type { Addition } from '../../../src/images/list/additions.ts';
import { exampleDigest, withDigests, withoutDigests } from './example-digest.ts';

/** `app b2 v2 v3`: the image, the first digits of the digest, the tags. */
function addition(words: string): Addition {
  const [image = '', digits = '', ...tags] = words.split(' ');
  return { image, digest: exampleDigest(digits), tags };
}

function edited(text: string, ...additions: string[]): string {
  return withoutDigests(addToList(withDigests(text), additions.map(addition)).text);
}

const STYLES: Record<string, { before: string; add: string[]; after: string }> = {
  'a digest is written as its neighbour is': {
    before: '- name: app\n  dmap:\n    "{a1}": ["v1"]\n',
    add: ['app b2 v2'],
    after: '- name: app\n  dmap:\n    "{a1}": ["v1"]\n    "{b2}": ["v2"]\n',
  },
  'blanks within the brackets are kept up': {
    before: '- name: app\n  dmap:\n    "{a1}": [ "v1" ]\n',
    add: ['app b2 v2'],
    after: '- name: app\n  dmap:\n    "{a1}": [ "v1" ]\n    "{b2}": [ "v2" ]\n',
  },
  'a blank before the closing bracket only is kept up': {
    before: '- name: app\n  dmap:\n    "{a1}": ["v1" ]\n',
    add: ['app b2 v2'],
    after: '- name: app\n  dmap:\n    "{a1}": ["v1" ]\n    "{b2}": ["v2" ]\n',
  },
  'a list without quotes stays without quotes': {
    before: '- name: app\n  dmap:\n    {a1}: [v1.0.0]\n',
    add: ['app b2 v1.1.0'],
    after: '- name: app\n  dmap:\n    {a1}: [v1.0.0]\n    {b2}: [v1.1.0]\n',
  },
  'single quotes are kept up': {
    before: "- name: 'app'\n  dmap:\n    '{a1}': ['v1']\n",
    add: ['app b2 v2', 'web c3 v2'],
    after:
      "- name: 'app'\n  dmap:\n    '{a1}': ['v1']\n    '{b2}': ['v2']\n- name: 'web'\n  dmap:\n    '{c3}': ['v2']\n",
  },
  'tags below their digest are continued below their digest': {
    before: '- name: app\n  dmap:\n    {a1}:\n    - 1.19.0-alpha.2\n',
    add: ['app b2 1.19.0'],
    after: '- name: app\n  dmap:\n    {a1}:\n    - 1.19.0-alpha.2\n    {b2}:\n    - 1.19.0\n',
  },
  'an indentation of its own is kept up': {
    before: '-   name: app\n    dmap:\n         "{a1}" :  ["v1"]\n',
    add: ['app b2 v2', 'web c3 v2'],
    after:
      '-   name: app\n    dmap:\n         "{a1}" :  ["v1"]\n         "{b2}" :  ["v2"]\n-   name: web\n    dmap:\n         "{c3}" :  ["v2"]\n',
  },
  'carriage returns are kept up': {
    before: '- name: app\r\n  dmap:\r\n    "{a1}": ["v1"]\r\n',
    add: ['app b2 v2'],
    after: '- name: app\r\n  dmap:\r\n    "{a1}": ["v1"]\r\n    "{b2}": ["v2"]\r\n',
  },
  'a missing line end at the end stays missing': {
    before: '- name: app\n  dmap:\n    "{a1}": ["v1"]',
    add: ['app b2 v2'],
    after: '- name: app\n  dmap:\n    "{a1}": ["v1"]\n    "{b2}": ["v2"]',
  },
  'a missing line end stays missing where lines end in carriage returns': {
    before: '- name: app\r\n  dmap:\r\n    "{a1}": ["v1"]',
    add: ['app b2 v2', 'web c3 v2'],
    after:
      '- name: app\r\n  dmap:\r\n    "{a1}": ["v1"]\r\n    "{b2}": ["v2"]\r\n- name: web\r\n  dmap:\r\n    "{c3}": ["v2"]',
  },
  'blank lines at the end stay at the end': {
    before: '- name: app\n  dmap:\n    "{a1}": ["v1"]\n\n\n',
    add: ['app b2 v2', 'web c3 v2'],
    after:
      '- name: app\n  dmap:\n    "{a1}": ["v1"]\n    "{b2}": ["v2"]\n- name: web\n  dmap:\n    "{c3}": ["v2"]\n\n\n',
  },
  'a byte order mark stays first': {
    before: '\uFEFF- name: web\n  dmap:\n    "{a1}": ["v1"]\n',
    add: ['app b2 v1', 'web c3 v2'],
    after:
      '\uFEFF- name: app\n  dmap:\n    "{b2}": ["v1"]\n- name: web\n  dmap:\n    "{a1}": ["v1"]\n    "{c3}": ["v2"]\n',
  },
  'comments stay with the line below them, and are not written again': {
    before:
      '# head\n- name: app # main\n  dmap:\n    "{a1}": ["v1"] # first\n    # there was no v2\n    "{c3}": ["v3"]\n',
    add: ['app d4 v4', 'app b2 v1.1'],
    after:
      '# head\n- name: app # main\n  dmap:\n    "{a1}": ["v1"] # first\n    "{b2}": ["v1.1"]\n    # there was no v2\n    "{c3}": ["v3"]\n    "{d4}": ["v4"]\n',
  },
  'trailing blanks stay, and are not written again': {
    before: '- name: app \n  dmap: \n    "{a1}": ["v1"]  \n',
    add: ['app b2 v2'],
    after: '- name: app \n  dmap: \n    "{a1}": ["v1"]  \n    "{b2}": ["v2"]\n',
  },
  'an image without digests gets its first one in the style of the others': {
    before: '- name: app\n  dmap:\n    "{a1}": [ "v1" ]\n- name: web\n  dmap:\n',
    add: ['web b2 v1'],
    after:
      '- name: app\n  dmap:\n    "{a1}": [ "v1" ]\n- name: web\n  dmap:\n    "{b2}": [ "v1" ]\n',
  },
  'an image that is only named gets its dmap': {
    before: '- name: app\n- name: web\n  dmap:\n    "{a1}": ["v1"]\n',
    add: ['app b2 v1'],
    after: '- name: app\n  dmap:\n    "{b2}": ["v1"]\n- name: web\n  dmap:\n    "{a1}": ["v1"]\n',
  },
  'an empty file gets the standard style': {
    before: '',
    add: ['app a1 v1', 'api b2 v1'],
    after: '- name: api\n  dmap:\n    "{b2}": ["v1"]\n- name: app\n  dmap:\n    "{a1}": ["v1"]\n',
  },
  'a file of one blank line keeps it': {
    before: '\n',
    add: ['app a1 v1'],
    after: '- name: app\n  dmap:\n    "{a1}": ["v1"]\n\n',
  },
  'a comment that is no placeholder stays': {
    before: '# Owned by alice and bob\n',
    add: ['app a1 v1'],
    after: '# Owned by alice and bob\n- name: app\n  dmap:\n    "{a1}": ["v1"]\n',
  },
  'several tags are separated as elsewhere in the image': {
    before: '- name: app\n  dmap:\n    "{a1}": ["v1","v1-copy"]\n    "{b2}": ["v2"]\n',
    add: ['app c3 v3-copy v3'],
    after:
      '- name: app\n  dmap:\n    "{a1}": ["v1","v1-copy"]\n    "{b2}": ["v2"]\n    "{c3}": ["v3","v3-copy"]\n',
  },
  'tags that others do not sort are written in the order given': {
    before: '- name: app\n  dmap:\n    "{a1}": ["v1", "latest-1", "x"]\n',
    add: ['app c3 v3 b a'],
    after:
      '- name: app\n  dmap:\n    "{a1}": ["v1", "latest-1", "x"]\n    "{c3}": ["v3", "b", "a"]\n',
  },
};

for (const [title, { before, add, after }] of Object.entries(STYLES))
  test(title, () => {
    assert.equal(edited(before, ...add), after);
    assert.equal(edited(after, ...add), after, 'adding it again changes nothing');
  });

test('the new lines are told with their numbers in the new text', () => {
  const before = withDigests('- name: app\n  dmap:\n    "{a1}": ["v1"]\n    "{c3}": ["v3"]\n');
  const { inserted, changedLines } = addToList(before, [
    addition('app b2 v2'),
    addition('app d4 v4'),
    addition('app a1 v1.0'),
  ]);
  assert.deepEqual(
    inserted.map(({ line, text }) => `${line}:${withoutDigests(text)}`),
    ['4:    "{b2}": ["v2"]', '6:    "{d4}": ["v4"]'],
  );
  assert.deepEqual(
    changedLines.map(({ line, text, before: old }) => [line, ...[old, text].map(withoutDigests)]),
    [[3, '    "{a1}": ["v1"]', '    "{a1}": ["v1","v1.0"]']],
  );
});

test('a tag of a listed digest changes its line and no other', () => {
  const list = (tags: string) => `- name: app\n  dmap:\n    "{a1}": ${tags} # built twice\n`;
  assert.equal(edited(list('["v1.1"]'), 'app a1 v1.0'), list('["v1.0", "v1.1"]'));
  assert.equal(edited(list('[ "v1", "v3" ]'), 'app a1 v2'), list('[ "v1", "v2", "v3" ]'));
  assert.equal(edited(list('[v1.0,v3.0]'), 'app a1 v4 1.10'), list('["1.10",v1.0,v3.0,v4]'));
  assert.equal(edited(list('[]'), 'app a1 v1'), list('["v1"]'));
});

test('a tag of a digest with its tags below is a line of its own', () => {
  const list = '- name: app\n  dmap:\n    {a1}:\n      - v1\n      - v3\n';
  assert.equal(edited(list, 'app a1 v2'), list.replace('- v3', '- v2\n      - v3'));
  assert.equal(edited(list, 'app a1 v4'), `${list}      - v4\n`);
});

test('the placeholder of an empty list goes when the first image comes', () => {
  for (const placeholder of ['# No images yet', '# no images yet.', '#No images']) {
    const { text, removedPlaceholder } = addToList(`${placeholder}\n`, [addition('app a1 v1')]);
    assert.equal(withoutDigests(text), '- name: app\n  dmap:\n    "{a1}": ["v1"]\n');
    assert.deepEqual(removedPlaceholder, { line: 1, text: placeholder });
  }
  assert.equal(edited('# No images yet', 'app a1 v1'), '- name: app\n  dmap:\n    "{a1}": ["v1"]');
});

test('an edit that adds nothing gives back the very text', () => {
  const text = withDigests('- name: app\n  dmap:\n    "{a1}": ["v1", "v2"]\n');
  assert.deepEqual(addToList(text, [addition('app a1 v2')]), {
    text,
    inserted: [],
    changedLines: [],
    removedPlaceholder: undefined,
  });
});
