import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseList } from '../../../src/images/list/parse-list.ts';
import { withDigests, withoutDigests } from './example-digest.ts';

/** The unread lines of a list as `line:column message`. */
function unreadIn(text: string): string[] {
  return parseList(withDigests(text)).unread.map(
    ({ line, column, message }) => `${line}:${column} ${withoutDigests(message)}`,
  );
}

test('a list is read with the lines on which its parts stand', () => {
  const list = parseList(
    withDigests(
      '# head\n---\n- name: app # old\n  dmap:\n\n    "{a1}": ["v1", \'v2\', v3]\n    {b2}:\n      - v4\n- name: "web"\n',
    ),
  );
  const blocks = list.blocks.map(({ name, line, dmapLine, lastLine, entries }) => [
    [name, line, dmapLine, lastLine],
    ...entries.map((entry) => [
      withoutDigests(entry.digest),
      entry.tags.join(' '),
      entry.line,
      entry.lastLine,
    ]),
  ]);
  assert.deepEqual(blocks, [
    [
      ['app', 3, 4, 8],
      ['{a1}', 'v1 v2 v3', 6, 6],
      ['{b2}', 'v4', 7, 8],
    ],
    [['web', 9, undefined, 9]],
  ]);
  assert.deepEqual([list.unread, list.faults], [[], []]);
});

test('an image named twice is two blocks', () => {
  const { blocks } = parseList(withDigests('- name: a\n- name: b\n- name: a\n'));
  assert.deepEqual(
    blocks.map(({ name, line }) => `${name} ${line}`),
    ['a 1', 'b 2', 'a 3'],
  );
});

const UNREAD: Record<string, [text: string, ...unread: string[]]> = {
  'an image indented unlike the first': [
    '- name: a\n - name: b\n',
    '2:2 this image is indented unlike the first one',
  ],
  'a dmap that is not below its name': [
    '- name: a\n   dmap:\n',
    '2:4 "dmap" does not stand below "name"',
  ],
  'a second dmap': ['- name: a\n  dmap:\n  dmap:\n', '3:3 this image has a "dmap" already'],
  'a digest without a dmap': [
    '- name: a\n    "{a1}": ["v1"]\n',
    '2:5 this digest does not stand below a "dmap"',
  ],
  'a digest indented unlike the others': [
    '- name: a\n  dmap:\n    "{a1}": ["v1"]\n     "{b2}": ["v1"]\n',
    '4:6 this digest is indented unlike the others of its image',
  ],
  'a digest listed twice': [
    '- name: a\n  dmap:\n    "{a1}": ["v1"]\n    "{a1}": ["v2"]\n',
    '4:5 this digest stands in its image already, on line 3',
  ],
  'a tag below tags in brackets': [
    '- name: a\n  dmap:\n    "{a1}": ["v1"]\n    - v2\n',
    '4:5 this tag does not stand below a digest',
  ],
  'a tag indented unlike the others': [
    '- name: a\n  dmap:\n    "{a1}":\n    - v1\n      - v2\n',
    '5:7 this tag is indented unlike the others',
  ],
  'a second document': [
    '- name: a\n---\n- name: b\n',
    '2:1 a second document begins here, which promoters do not read',
  ],
  'a key that lists do not have': [
    '- name: a\n  note: b\n',
    '2:1 this is not how an image list is written',
  ],
};

for (const [title, [text, ...unread]] of Object.entries(UNREAD))
  test(`${title} is told with line and column`, () => assert.deepEqual(unreadIn(text), unread));

for (const line of [
  '    "{a1}": ["v1",]',
  '    "{a1}": ["v1" "v2"]',
  '    "{a1}": ["v1"',
  '    "{a1}": ["v\\u0031"]',
  '    "{a1}": [&a v1]',
  '    "{a1}": [!!str v1]',
  '    "{a1}": v1',
  '    "{a1}": ["v1"]#x',
  '    "{a1}":["v1"] x',
  '\t"{a1}": ["v1"]',
  '    "{a1}": ["v1\u2028"]',
  '    # a comment that ends\u0085 for one version of YAML',
  '    ? "{a1}"',
  '    <<: *x',
])
  test(`nothing is concluded from ${JSON.stringify(line)}`, () => {
    const list = parseList(withDigests(`- name: a\n  dmap:\n${line}\n`));
    assert.deepEqual(
      list.unread.map((remark) => remark.line),
      [3],
    );
    assert.deepEqual(list.blocks[0]?.entries, []);
  });

test('what can be read and is wrong is kept and told', () => {
  const { blocks, faults } = parseList(
    withDigests('- name: a\n  dmap:\n    "sha256:12": ["v1"]\n    "{b2}": ["v 1", null, ".v"]\n'),
  );
  assert.deepEqual(
    faults.map(({ line, message }) => `${line} ${message}`),
    [
      '3 "sha256:12" is not a sha256 digest',
      '4 "v 1" is not an image tag',
      '4 "" is not an image tag',
      '4 ".v" is not an image tag',
    ],
  );
  assert.equal(blocks[0]?.entries.length, 2);
});
