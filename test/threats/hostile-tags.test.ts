import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { artifactAt, proposedArtifacts } from '../../src/engine/proposal-versions.ts';
import { isImageTag } from '../../src/images/reference.ts';
import { toMarkdown } from '../../src/show/markdown.ts';
import { visible } from '../../src/show/safe-text.ts';
import { versionIn } from '../../src/versions/tag-pattern.ts';

const PROCESS = {
  artifacts: [{ name: 'app', tag: 'v$version', image: 'gcr.io/p/app:v$version' }],
};
const LINKS = { server: 'https://github.test' };

/** Names that git takes for tags, with what the answer must show of those that hide something. */
const TAGS: readonly (readonly [string, string?])[] = [
  ['v1.0.0\u202e1.0v', 'v1.0.0‹U+202E›1.0v'],
  ['v1.0.0\u200b', 'v1.0.0‹U+200B›'],
  ['v1.0\u2024\u0030'],
  ['v1.0.\u0660'],
  ['v1.0.0"]}#x'],
  ['v1.0.0,"v2.0.0'],
  ['v1.0.0!!python'],
  ['&v1.0.0'],
  ['v1.0.0$(id)'],
  ['v1.0.0`id`'],
  ['v1.0.0;id'],
  ['--upload-pack=x'],
  ['-v1.0.0'],
  ['v1.10'],
  ['v1e3'],
  ['v1.0.0+build'],
];

describe('a name that git takes for a tag', () => {
  for (const [tag, shown] of TAGS)
    test(`“${visible(tag)}” opens nothing, and is refused in plain sight`, () => {
      assert.equal(versionIn(tag, 'v$version'), undefined);
      const proposed = proposedArtifacts([tag], PROCESS);
      assert.ok('refusal' in proposed);
      const answer = toMarkdown(proposed.refusal, LINKS);
      if (shown !== undefined) assert.ok(answer.includes(shown), answer);
      assert.doesNotMatch(answer, /[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
    });

  test('and that is a version makes a tag that every registry takes', () => {
    for (const version of ['1.0.0', '1.0.0-rc.1', '0.0.1-a-b.2'])
      assert.ok(isImageTag(artifactAt({ name: 'app', tag: 'v$version' }, version).tag ?? ''));
  });
});
