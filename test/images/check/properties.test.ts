import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkList } from '../../../src/images/check/check-list.ts';
import { addToList } from '../../../src/images/list/add-to-list.ts';
import { exampleDigest } from '../list/example-digest.ts';
import { LIST_AND_ADDITIONS } from '../list/generated-list.ts';

const PIECE = fc.oneof(
  fc.constantFrom(
    ...[
      '- name: app',
      ' - name: "b"',
      '- name:',
      '  dmap:',
      '  dmap: {}',
      '- &a {name: x}',
      '- *a',
    ],
    ...[`    "${exampleDigest('a1')}": ["v1.0.0"]`, `    ${exampleDigest('b2')}: [1.10, ~]`],
    ...['    "sha256:1": [latest', '    - v1', '---', '# no images', '\u2028', '\uFEFF', '\t', '"'],
    ...['  <<: *a', '!!binary x', '? [a, b]', '- {name: __proto__, dmap: {__proto__: [a]}}'],
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const TEXT = fc.array(PIECE, { maxLength: 12 }).map((lines) => lines.join('\n'));

test('no text makes it throw, and every finding points to a line', () => {
  fc.assert(
    fc.property(TEXT, fc.option(TEXT, { nil: undefined }), (after, before) => {
      const lines = after.split(/\r\n|\r|\n/).length;
      for (const { line } of checkList({ after, before }).findings)
        assert.ok(Number.isInteger(line) && line >= 1 && line <= Math.max(1, lines), `${line}`);
    }),
    { numRuns: 3_000 },
  );
});

test('a text compared with itself brings nothing, unless nobody can read it', () => {
  fc.assert(
    fc.property(TEXT, (text) => {
      const told = checkList({ after: text, before: text }).findings.map(({ rule }) => rule);
      assert.deepEqual(
        told.filter((rule) => rule !== 'before-no-list'),
        [],
      );
    }),
    { numRuns: 1_000 },
  );
});

test('what Ringmaster itself adds takes nothing away and rewrites nothing', () => {
  const losses = ['tag-moved', 'tag-removed', 'digest-removed', 'image-removed'];
  fc.assert(
    fc.property(LIST_AND_ADDITIONS, ({ text: before, additions }) => {
      const after = addToList(before, additions).text;
      const told = checkList({ after, before }).findings.map(({ rule }) => rule);
      const amiss = [...losses, 'line-changed', 'line-moved', 'comment-removed'];
      assert.deepEqual(
        told.filter((rule) => amiss.includes(rule)),
        [],
      );
    }),
    { numRuns: 500 },
  );
});

const digest = (at: number) => `sha256:${at.toString(16).padStart(64, '0')}`;
const lines = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('');
const HEAD = '- name: app\n  dmap:\n';

/** Lists of a given number of lines that would be slow for who compares each line with each. */
const HOSTILE: Readonly<Record<string, (count: number) => string>> = {
  'one tag on all digests': (count) => HEAD + lines(count, (at) => `    "${digest(at)}": ["v1"]\n`),
  'one digest under one name again and again': (count) =>
    lines(count, () => `${HEAD}    "${digest(1)}": ["v1.0.0"]\n`),
  'one digest under all names': (count) =>
    lines(count, (at) => `- name: a${at}\n  dmap:\n    "${digest(1)}": ["v1.0.0"]\n`),
  'all tags on one digest': (count) =>
    `${HEAD}    "${digest(1)}": [${lines(count, (at) => `"v1.0.${at}",`).slice(0, -1)}]\n`,
  'tags that are numbers': (count) =>
    HEAD + lines(count, (at) => `    "${digest(at)}": [${at % 100}.10]\n`),
  'digests without a digit': (count) =>
    HEAD + lines(count, (at) => `    "sha256:${at}": ["v1.0.0"]\n`),
  'braces without an end': (count) => HEAD + '    {'.repeat(count),
  'one line without an end': (count) => `${HEAD}    "${digest(1)}": ["${'v '.repeat(count)}`,
  'lines turned around': (count) =>
    HEAD + lines(count, (at) => `    "${digest(count - at)}": ["v1.0.${at}"]\n`),
};

/** The shorter of two times, in milliseconds. */
function timeOf(after: string, before: string): number {
  const times = [1, 2].map(() => {
    const start = performance.now();
    checkList({ after, before, facts: { manifests: MANIFESTS, staging: new Map() } });
    return performance.now() - start;
  });
  return Math.min(...times);
}

const MANIFESTS = new Map([[digest(1), { kind: 'index', platforms: ['linux/amd64'] } as const]]);

for (const [what, listOf] of Object.entries(HOSTILE))
  test(`four times the list takes not much more than four times as long: ${what}`, (context) => {
    const [small, large] = [listOf(2_000), listOf(8_000)];
    const reversed = (text: string) => text.split('\n').toReversed().join('\n');
    for (const before of ['', reversed]) {
      const [one, four] = [small, large].map((text) =>
        timeOf(text, typeof before === 'string' ? before : before(text)),
      );
      context.diagnostic(`${one?.toFixed(0)} ms, then ${four?.toFixed(0)} ms`);
      assert.ok((four ?? 0) < 10 * Math.max(one ?? 0, 20), `${one} ms, then ${four} ms`);
    }
  });
