import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type AskedTag,
  imageTagIn,
  spelledFor,
  spellingOf,
} from '../../src/images/tag-spelling.ts';

const asked = (...tags: readonly string[]): AskedTag[] => tags.map((tag) => ({ asked: tag, tag }));
const tagsOf = (found: readonly AskedTag[]) => found.map(({ tag }) => tag);

const SPELLINGS: readonly (readonly [string, string | undefined])[] = [
  ['v1.2.0', 'v'],
  ['1.2.0', ''],
  ['3.10', ''],
  ['bullseye-v1.1.2', 'bullseye-v'],
  ['release-1.30', 'release-'],
  ['v20240606-abc', 'v'],
  ['20240606123456', ''],
  ['master', undefined],
  ['aab37ff2a94b0e4f2ba3b1fc1a60dd3bd5e0a2a1', undefined],
];

for (const [tag, spelling] of SPELLINGS)
  test(`${tag} is spelt with ${spelling === undefined ? 'no version' : `"${spelling}" before it`}`, () => {
    assert.equal(spellingOf(tag), spelling);
  });

test('a tag of git means what stands behind its path', () => {
  assert.equal(imageTagIn('chart/0.2.0'), '0.2.0');
  assert.equal(imageTagIn('a/b/v1'), 'v1');
  assert.equal(imageTagIn('v1'), 'v1');
  assert.equal(imageTagIn('chart/'), undefined);
  assert.equal(imageTagIn('v1+meta'), undefined);
});

test('an image is looked for as it spells its tags, whichever spelling was asked for', () => {
  const chart = spelledFor(asked('v0.2.0'), ['0.1.0', '0.0.9']);
  assert.deepEqual(chart, {
    tags: [{ asked: 'v0.2.0', tag: '0.2.0' }],
    instead: [],
    isCertain: true,
  });
  assert.deepEqual(tagsOf(spelledFor(asked('0.2.0'), ['v0.1.0']).tags), ['v0.2.0']);
});

test('of two versions each belongs to what is spelt so', () => {
  const both = asked('v0.2.0', '0.1.5');
  assert.deepEqual(tagsOf(spelledFor(both, ['v0.1.0']).tags), ['v0.2.0']);
  assert.deepEqual(tagsOf(spelledFor(both, ['0.1.4']).tags), ['0.1.5']);
});

test('both spellings of one version are one tag', () => {
  const { tags } = spelledFor(asked('v0.2.0', '0.2.0'), []);
  assert.deepEqual(tagsOf(tags), ['v0.2.0', '0.2.0']);
  const chart: AskedTag[] = [
    { asked: 'chart/0.2.0', tag: '0.2.0' },
    { asked: '0.2.0', tag: '0.2.0' },
  ];
  assert.deepEqual(spelledFor(chart, ['0.1.0']).tags, chart.slice(0, 1));
});

test('what is spelt otherwise is never guessed', () => {
  const { tags, instead, isCertain } = spelledFor(asked('v0.2.0'), ['bullseye-v0.1.0']);
  assert.deepEqual([tagsOf(tags), tagsOf(instead), isCertain], [['v0.2.0'], ['0.2.0'], false]);
  assert.deepEqual(spelledFor(asked('master'), []).instead, []);
});

test('every tag that was asked for is looked for, or another spelling of it', () => {
  const tag = fc.stringMatching(/^v?[0-9]\.[0-9]$/);
  fc.assert(
    fc.property(fc.array(tag, { minLength: 1 }), fc.array(tag), (wanted, own) => {
      const { tags } = spelledFor(asked(...wanted), own);
      const bare = (each: string) => each.replace('v', '');
      assert.ok(tags.length > 0);
      assert.equal(new Set(tagsOf(tags)).size, tags.length);
      for (const each of tags) assert.ok(wanted.map(bare).includes(bare(each.tag)));
    }),
  );
});
