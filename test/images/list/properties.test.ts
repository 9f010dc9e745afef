import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { RingmasterError } from '../../../src/domain/errors.ts';
import { addToList } from '../../../src/images/list/add-to-list.ts';
import { parseList } from '../../../src/images/list/parse-list.ts';
import { exampleDigest } from './example-digest.ts';
import { LIST_AND_ADDITIONS, TAG } from './generated-list.ts';
import { assertOnlyInserted } from './only-inserted.ts';
import { factsOf, yamlReading } from './yaml-reading.ts';

test('a list says afterwards what it said and the additions, for lists in all styles', () => {
  fc.assert(
    fc.property(LIST_AND_ADDITIONS, ({ text, additions }) => {
      const edit = addToList(text, additions);
      assertOnlyInserted({ before: text, after: edit.text, ...edit });
      // Whether an image without digests is named once or twice is nothing that a list says.
      const images = new Set(additions.map(({ image }) => image));
      const said = (list: string) => yamlReading(list).filter((fact) => !images.has(fact));
      const expected = new Set([...said(text), ...additions.flatMap(factsOf)]);
      assert.deepEqual([...new Set(said(edit.text))], [...expected].sort());
    }),
    { numRuns: 1_000 },
  );
});

test('adding the same again changes nothing, for lists in all styles', () => {
  fc.assert(
    fc.property(LIST_AND_ADDITIONS, ({ text, additions }) => {
      const once = addToList(text, additions).text;
      assert.equal(addToList(once, additions).text, once);
    }),
    { numRuns: 300 },
  );
});

for (const version of ['1.1', '1.2'] as const)
  test(`every tag is written so that YAML ${version} reads it as that text`, () => {
    const styles = ['["v1.0.0"]', "['v1.0.0']", '[v1.0.0]', '\n    - v1.0.0'];
    fc.assert(
      fc.property(TAG, fc.constantFrom(...styles), (tag, style) => {
        const text = `- name: app\n  dmap:\n    "${exampleDigest('a1')}": ${style}\n`;
        fc.pre(tag !== 'v1.0.0');
        const digest = exampleDigest('b2');
        const read: unknown = parse(addToList(text, [{ image: 'app', digest, tags: [tag] }]).text, {
          version,
        });
        assert.ok(JSON.stringify(read).includes(`"${digest}":["${tag}"]`), JSON.stringify(read));
      }),
      { numRuns: 1_000 },
    );
  });

const PIECE = fc.constantFrom(
  ...[
    '- name: app',
    '- name: web # x',
    " - name: 'b'",
    '- name:',
    '  dmap:',
    '  dmap: # x',
    '   dmap:',
  ],
  ...[
    '    "sha256:12": ["v1"]',
    '    sha256:13: [v1,v2]',
    '    "sha256:14":',
    '    - v3',
    '  - v4',
  ],
  ...['     "sha256:15" : [ "a" , \'b\' ]', '    "sha256:16": []', '    "sha256:17": ["a"] # [b]'],
  ...["    'sha256:18': ['a''b']", '    "sha256:19": ["a\\"b"]', '    "sha256:20": [a, b', '    ]'],
  ...['', '  ', '\t', '# x', '      # x', '---', '...', '- dmap:', '- other', '    - "v5"   # x'],
  ...['    "sha256:21": ["v1"]#x', '    "sha256:22": [a,]', '    x: y', '    "a: b": ["c"]'],
  ...['    "": [""]', '    a:b:c: [d]', '    "e":["f"]', '%YAML 1.2', '\uFEFF', '    "g": ["h"]\r'],
);

test('whatever the line grammar reads, YAML reads alike', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.array(PIECE, { maxLength: 7 }), (pieces) => {
      const text = pieces.join('\n');
      const list = parseList(text);
      if (list.unread.length > 0) return;
      read += 1;
      const facts = list.blocks.flatMap(({ name, entries }) =>
        entries.flatMap(({ digest, tags }) =>
          tags.length > 0 ? tags.map((tag) => `${name} ${digest} ${tag}`) : [`${name} ${digest}`],
        ),
      );
      const empty = list.blocks.filter(({ entries }) => entries.length === 0);
      assert.deepEqual([...facts, ...empty.map(({ name }) => name)].sort(), yamlReading(text));
    }),
    { numRuns: 20_000 },
  );
  assert.ok(read > 100, 'the pieces make readable lists');
});

test('any text is edited or refused, and never fails otherwise', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(PIECE, fc.string()), { maxLength: 8 }), TAG, (pieces, tag) => {
      const text = pieces.join('\n');
      const addition = { image: 'app', digest: exampleDigest('c3'), tags: [tag] };
      try {
        assert.ok(addToList(text, [addition]).text.includes(tag));
      } catch (error) {
        assert.ok(error instanceof RingmasterError, String(error));
        assert.equal(error.code, 'edit-refused');
      }
    }),
    { numRuns: 3_000 },
  );
});
