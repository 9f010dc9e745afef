import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RingmasterError } from '../../../src/domain/errors.ts';
import { addToList } from '../../../src/images/list/add-to-list.ts';
import type { Addition } from '../../../src/images/list/additions.ts';
import { exampleDigest, withDigests, withoutDigests } from './example-digest.ts';

const LIST = withDigests('- name: app\n  dmap:\n    "{a1}": ["v1"]\n    "{b2}": ["v2"]\n');

function refusalOf(text: string, ...additions: Partial<Addition>[]): string {
  const asked = additions.map((addition) => ({
    image: 'app',
    digest: exampleDigest('c3'),
    tags: ['v3'],
    ...addition,
  }));
  try {
    addToList(text, asked);
  } catch (error) {
    assert.ok(error instanceof RingmasterError && error.advice !== undefined);
    assert.equal(error.code, 'edit-refused');
    return withoutDigests(error.message);
  }
  return 'not refused';
}

for (const tag of [
  'v1.0.0"]}#x',
  'v1,"v2',
  '&a',
  '*a',
  '!!python/object',
  'v1!!python',
  '',
  ' v1',
  'v1 ',
  'v1\n    "x": ["y"]',
  'v1: x',
  'v1 # x',
  '-v1',
  '.v1',
  '\u202Ev1',
  'v1\u2066x',
  'vé',
  'v'.repeat(129),
])
  test(`the tag ${JSON.stringify(tag)} is refused`, () =>
    assert.equal(refusalOf(LIST, { tags: [tag] }), `${JSON.stringify(tag)} is not an image tag`));

for (const image of ['', 'App', 'app:v1', '../app', 'a\n- name: b', "a'", 'a/', 'a'.repeat(256)])
  test(`the name ${JSON.stringify(image).slice(0, 20)} is refused`, () =>
    assert.equal(refusalOf('', { image }), `${JSON.stringify(image)} is not the name of an image`));

test('"latest" is refused, and an addition without a tag', () => {
  assert.equal(refusalOf(LIST, { tags: ['latest'] }), 'app:latest moves from image to image');
  assert.equal(refusalOf(LIST, { tags: [] }), 'app@{c3} has no tag');
});

test('a tag that the list has on another digest is refused with its line', () => {
  assert.equal(
    refusalOf(LIST, { tags: ['v2'] }),
    'line 4: app:v2 is listed as {b2}, and a tag is never moved',
  );
  const twice = `${LIST}- name: app\n  dmap:\n    "${exampleDigest('d4')}": ["v4"]\n`;
  assert.match(refusalOf(twice, { tags: ['v4'] }), /^line 7: app:v4 is listed as/);
});

test("the same tag on another image is nobody else's", () => {
  assert.equal(refusalOf(LIST, { image: 'web', tags: ['v2'] }), 'not refused');
});

test('additions that contradict each other are refused, repeated ones are not', () => {
  assert.equal(
    refusalOf(LIST, {}, { digest: exampleDigest('d4') }),
    'app:v3 is to be {c3} and {d4}',
  );
  assert.equal(refusalOf(LIST, {}, {}), 'not refused');
});

const NOT_LISTS: Record<string, [text: string, refusal: RegExp]> = {
  'a map': ['registries: []\nimages: []\n', /^line 1: this is not a list of images$/],
  'broken YAML': ['- name: "app\n', /^line \d: /],
  'a list of texts': ['- app\n- web\n', /^line 1: an image is not a map$/],
  'an image with an unknown key': [`${LIST}  owner: alice\n`, /^line 5: an image has "owner"/],
  'an image without a name': ['- dmap: {}\n', /^line 1: an image has no name$/],
  'tags that are no list': [
    `${LIST}    "x:y": v1\n`,
    /^line 5: the tags of a digest are not a list$/,
  ],
  'a list in one line': ['[{name: app, dmap: {}}]\n', /^line 1: this is not how/],
  'a second document': [`${LIST}---\n${LIST}`, /^line 5: /],
  'a comment that is more than a comment to YAML 1.1': [
    '# x\u0085- name: app\n',
    /^line 1: only some versions of YAML/,
  ],
  'a hundred thousand commas': [`- name: [${','.repeat(100_000)}]\n`, /^line 1: /],
  'ten thousand brackets': [`- name: ${'['.repeat(10_000)}\n`, /^line \d+: /],
};

for (const [title, [text, refusal]] of Object.entries(NOT_LISTS))
  test(`${title} is refused with the line`, () =>
    assert.match(refusalOf(text, { image: 'new' }), refusal));

test('an image with a line that was not understood is left alone, the others are not', () => {
  const aliased = `- name: web\n  dmap: &all\n    "${exampleDigest('a1')}": ["v1"]\n- name: old\n  dmap: *all\n`;
  assert.match(refusalOf(aliased + LIST, { image: 'web' }), /^line 2: this is not how/);
  assert.match(refusalOf(aliased + LIST, { image: 'old' }), /^line 5: this is not how/);
  assert.equal(refusalOf(aliased + LIST, { image: 'app' }), 'not refused');
  assert.equal(refusalOf(aliased + LIST, { image: 'zoo' }), 'not refused');
});

test('an image that only YAML finds is not listed a second time', () => {
  const other = `${LIST}- "name": web\n  dmap:\n    "${exampleDigest('a1')}": ["v1"]\n`;
  assert.equal(
    refusalOf(other, { image: 'web' }),
    'web is listed in a way that cannot be continued',
  );
});

test('tags with something between them are not added to', () => {
  const text = '- name: app\n  dmap:\n    {a1}:\n    - v1\n    # and\n    - v3\n';
  assert.equal(
    refusalOf(withDigests(text), { digest: exampleDigest('a1'), tags: ['v2'] }),
    'line 3: between the tags of this digest stands something else',
  );
});

test('a list with aliases without end is refused', () => {
  const many = Array.from({ length: 200 }, (_, at) => `- name: n${at}\n  dmap: *all\n`).join('');
  const text = `- name: web\n  dmap: &all\n    "${exampleDigest('a1')}": ["v1"]\n${many}`;
  assert.match(refusalOf(text), /^line \d+: this list has too many aliases$/);
});
