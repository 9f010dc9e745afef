import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CheckedFile, checkRun } from '../../src/show/check-run.ts';
import type { ListFinding } from '../../src/show/list-check.ts';

const PATH = 'images/app/images.yaml';

function finding(
  line: number,
  severity: ListFinding['severity'],
  message = 'it is so',
): ListFinding {
  return { rule: 'tag-syntax', severity, line, message, advice: 'Mend it.', more: 0 };
}

function file(findings: readonly ListFinding[], path = PATH): CheckedFile {
  const check = { findings, more: { errors: 0, warnings: 0 }, older: 0, unchecked: [] };
  return { path, check };
}

const many = (count: number, severity: ListFinding['severity']) =>
  Array.from({ length: count }, (_, at) => finding(at + 1, severity));

test('a list without a finding passes', () => {
  assert.deepEqual(checkRun([file([])]), {
    conclusion: 'success',
    outputs: [
      {
        title: 'nothing found in 1 list of images',
        summary: '- `images/app/images.yaml`: nothing found',
        annotations: [],
      },
    ],
  });
});

test('an error fails, and stands at its line', () => {
  const { conclusion, outputs } = checkRun([file([finding(3, 'error')])]);
  assert.equal(conclusion, 'failure');
  assert.deepEqual(outputs[0].annotations, [
    {
      path: PATH,
      start_line: 3,
      end_line: 3,
      annotation_level: 'failure',
      title: 'tag-syntax',
      message: 'it is so. Mend it.',
    },
  ]);
});

test('warnings alone neither fail nor pass', () => {
  const { conclusion, outputs } = checkRun([file([finding(3, 'warning')])]);
  assert.equal(conclusion, 'neutral');
  assert.equal(outputs[0].annotations[0]?.annotation_level, 'warning');
});

test('an error that is not told fails as well', () => {
  const { path, check } = file([]);
  const { conclusion } = checkRun([
    { path, check: { ...check, more: { errors: 1, warnings: 0 } } },
  ]);
  assert.equal(conclusion, 'failure');
});

test('where nothing was looked at, nothing passes', () => {
  const { conclusion, outputs } = checkRun([]);
  assert.equal(conclusion, 'neutral');
  assert.equal(outputs[0].title, 'no list of images was checked');
});

test('what could not be checked is said', () => {
  const { path, check } = file([]);
  const { outputs } = checkRun([{ path, check: { ...check, unchecked: ['staging'] } }]);
  assert.match(
    outputs[0].summary,
    /: nothing found; not checked, as nothing was said of it: staging$/,
  );
});

test('each request has at most fifty annotations, and all say the same besides', () => {
  const { outputs } = checkRun([file(many(120, 'error'))]);
  assert.deepEqual(
    outputs.map(({ annotations }) => annotations.length),
    [50, 50, 20],
  );
  assert.equal(new Set(outputs.map(({ title, summary }) => title + summary)).size, 1);
  const lines = outputs.flatMap(({ annotations }) =>
    annotations.map(({ start_line }) => start_line),
  );
  assert.deepEqual(
    lines,
    many(120, 'error').map(({ line }) => line),
  );
});

test('where there are too many, errors of any list are told before warnings, and the rest is counted', () => {
  const { outputs } = checkRun([
    file(many(300, 'warning')),
    file(many(10, 'error'), 'images/web/images.yaml'),
  ]);
  const annotations = outputs.flatMap((output) => output.annotations);
  assert.equal(annotations.length, 250);
  assert.deepEqual(
    annotations.slice(0, 11).map(({ annotation_level: level }) => level),
    [...Array(10).fill('failure'), 'warning'],
  );
  assert.equal(outputs[0].title, '10 errors, 300 warnings in 2 lists of images');
  assert.match(outputs[0].summary, /\n\n60 things more than fit here, errors first\.$/);
});

test('whatever a list holds, all of it is within what GitHub takes', () => {
  const files = Array.from({ length: 5_000 }, (_, at) =>
    file([finding(1, 'error', '😀'.repeat(20_000))], `${'`a<b>'.repeat(200)}${at}`),
  );
  const { outputs } = checkRun(files);
  for (const { title, summary, annotations } of outputs) {
    assert.ok(title.length <= 140, title);
    assert.ok(summary.length <= 65_535, `${summary.length}`);
    for (const { message } of annotations)
      assert.ok(Buffer.byteLength(message) <= 65_536 && message.isWellFormed());
  }
});

test('what hides is shown by its code, and a path is a path and no Markdown', () => {
  const { outputs } = checkRun([
    file([finding(1, 'error', '"v1\u202e0" is no tag')], '[a](b) @bob'),
  ]);
  assert.equal(outputs[0].annotations[0]?.message, '"v1‹U+202E›0" is no tag. Mend it.');
  assert.ok(outputs[0].summary.startsWith('- `[a](b) @bob`: '));
});
