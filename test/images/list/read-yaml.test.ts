import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readYaml } from '../../../src/images/list/read-yaml.ts';
import { yamlReading } from './yaml-reading.ts';

test('all texts are read as texts, whatever they look like', () => {
  const text =
    '- {name: app, dmap: {"sha256:12": [2.10, 1e3, 010, yes, 0x1f, 12:30, 2024-01-01]}}\n';
  assert.deepEqual(readYaml(text), [
    { image: 'app', digest: undefined, tags: [], line: 1 },
    {
      image: 'app',
      digest: 'sha256:12',
      tags: ['2.10', '1e3', '010', 'yes', '0x1f', '12:30', '2024-01-01'],
      line: 1,
    },
  ]);
});

test('tags over several lines, aliases and empty parts are read', () => {
  const text =
    '- name: app\n  dmap: &all\n    "sha256:12": [\n      v1,\n      v2,\n    ]\n    "sha256:13":\n- name: web\n  dmap: *all\n- name: zoo\n  dmap:\n';
  const facts = readYaml(text).flatMap(({ image, digest, tags }) =>
    digest === undefined
      ? []
      : (tags.length > 0 ? tags : ['']).map((tag) => `${image} ${digest} ${tag}`.trim()),
  );
  assert.deepEqual([...facts, 'zoo'].sort(), yamlReading(text));
});

test('an empty text lists nothing', () => {
  for (const text of ['', '\n', '# nothing\n', '---\n', '\uFEFF'])
    assert.deepEqual(readYaml(text), []);
});

test('an error names the line and shows nothing of the text', () => {
  assert.throws(
    () => readYaml('- name: app\n  dmap: [\n'),
    (error: unknown) => {
      assert.ok(error instanceof Error);
      assert.match(error.message, /^line \d+: [^\n]*$/);
      assert.doesNotMatch(error.message, /dmap/);
      return true;
    },
  );
});
