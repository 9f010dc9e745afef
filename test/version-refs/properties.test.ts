import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RingmasterError } from '../../src/domain/errors.ts';
import { checkReferences } from '../../src/version-refs/check-references.ts';
import { readPlain, setPlain } from '../../src/version-refs/plain-reference.ts';
import { readDependencies } from '../../src/version-refs/read-dependencies.ts';
import { setVersions, type VersionsSet } from '../../src/version-refs/set-versions.ts';
import { joinedLines, linesOf } from '../../src/version-refs/text-lines.ts';
import { standingOf } from '../../src/version-refs/whole-version.ts';
import { zeitgeistVerdict } from '../../src/version-refs/zeitgeist.ts';
import { declaring, dependenciesIn } from './declared.ts';

const FROM = 'dependencies.yaml';

const NUMBER = fc.integer({ min: 0, max: 30 });
const VERSION = fc
  .tuple(
    fc.constantFrom('', 'v', 'go', 'bookworm-v'),
    fc.array(NUMBER, { minLength: 1, maxLength: 4 }),
    fc.constantFrom('', '', '-0', '-rc.1', '+meta', '-trixie', 'rc1'),
  )
  .map(([prefix, numbers, suffix]) => `${prefix}${numbers.join('.')}${suffix}`);

const NOISE = fc.constantFrom(
  ...['', ' ', '1', '.', 'v', '-', '0', "'", '"', ':', '=', '\t', '\r', 'é', '\u2028', '$&', '#'],
);

/** What stands around a version in a line. */
const AROUND = fc.array(NOISE, { maxLength: 3 }).map((parts) => parts.join(''));

/** Lines of a file, of which some match `KEY` and some hold one of two versions. */
function fileOf(old: string, other: string): fc.Arbitrary<string> {
  const line = fc
    .tuple(
      fc.constantFrom('KEY=', 'key: ', ''),
      AROUND,
      fc.constantFrom(old, old, other, ''),
      AROUND,
    )
    .map((parts) => parts.join(''));
  return fc
    .array(fc.tuple(line, fc.constantFrom('\n', '\n', '\r\n')), { maxLength: 6 })
    .chain((lines) => fc.tuple(fc.constant(lines), fc.boolean()))
    .map(([lines, isEnded]) => {
      const text = lines.map((each) => each.join('')).join('');
      return isEnded ? text : text.replace(/\r?\n$/, '');
    });
}

/** A repository with two entries that may share lines, and the version that the first is to have. */
const WORLD = fc
  .tuple(VERSION, VERSION, VERSION)
  .chain(([old, other, version]) =>
    fc.record({
      old: fc.constant(old),
      other: fc.constant(other),
      version: fc.constant(version),
      one: fileOf(old, other),
      two: fileOf(old, other),
      match: fc.constantFrom('KEY', '^KEY=', 'KEY=[^ ]', '(?i)key', 'KEY='),
    }),
  )
  .map(({ old, other, version, one, two, match }) => {
    const entries = [
      { name: 'a', version: old, refPaths: [{ path: 'one', match }] },
      { name: 'b', version: other, refPaths: [{ path: 'two', match: 'key' }] },
    ];
    return {
      version,
      files: new Map([
        [FROM, declaring(entries)],
        ['one', one],
        ['two', two],
      ]),
    };
  });

/** Undefined where it is refused; the test fails where anything else is thrown. */
function attempt(files: ReadonlyMap<string, string>, version: string): VersionsSet | undefined {
  try {
    return setVersions({ from: FROM, files }, [{ name: 'a', version }]);
  } catch (error) {
    assert.ok(error instanceof RingmasterError, String(error));
    assert.equal(error.code, 'edit-refused');
    return undefined;
  }
}

test('a version that was set is found by the check, and by zeitgeist', () => {
  let set = 0;
  fc.assert(
    fc.property(WORLD, ({ files, version }) => {
      const edit = attempt(files, version);
      if (edit === undefined) return;
      set += 1;
      const after = new Map([...files, ...edit.files]);
      const declared = after.get(FROM) ?? '';
      const own = dependenciesIn(declared).filter(({ name }) => name === 'a');
      assert.deepEqual(
        own.map((each) => each.version),
        [version],
      );
      assert.deepEqual(checkReferences(own, after).findings, []);
      const [entry] = own;
      const match = entry?.references[0]?.match ?? '';
      const alone = declaring([{ name: 'a', version, refPaths: [{ path: 'one', match }] }]);
      assert.equal(zeitgeistVerdict(alone, after), 'ok');
    }),
    { numRuns: 1_000 },
  );
  assert.ok(set > 50, `only ${set} of the worlds could be edited`);
});

test('setting a version twice is setting it once', () => {
  fc.assert(
    fc.property(WORLD, ({ files, version }) => {
      const once = attempt(files, version);
      if (once === undefined) return;
      const after = new Map([...files, ...once.files]);
      assert.deepEqual(attempt(after, version), { files: new Map(), changes: [] });
    }),
    { numRuns: 500 },
  );
});

test('only lines that match and hold the old version change, and no line end does', () => {
  let changed = 0;
  fc.assert(
    fc.property(WORLD, ({ files, version }) => {
      const edit = attempt(files, version);
      if (edit === undefined) return;
      assert.equal(edit.files.has('two'), false);
      const old = dependenciesIn(files.get(FROM) ?? '')[0]?.version ?? '';
      const before = linesOf(files.get('one') ?? '');
      const after = linesOf(edit.files.get('one') ?? files.get('one') ?? '');
      assert.deepEqual(
        after.map(({ ending }) => ending),
        before.map(({ ending }) => ending),
      );
      const touched = before.filter(({ text }, index) => after[index]?.text !== text);
      assert.ok(
        touched.every(({ text }) => /key/i.test(text) && standingOf(text, old) === 'whole'),
      );
      changed += touched.length;
    }),
    { numRuns: 1_000 },
  );
  assert.ok(changed > 20, `only ${changed} lines were changed`);
});

test('a file without the version is never changed', () => {
  fc.assert(
    fc.property(WORLD, fc.string(), ({ files, version }, text) => {
      const [entry] = dependenciesIn(files.get(FROM) ?? '');
      fc.pre(!text.includes(entry?.version ?? ''));
      assert.equal(
        attempt(new Map([...files, ['one', text]]), version)?.files.has('one') ?? false,
        false,
      );
    }),
    { numRuns: 1_000 },
  );
});

test('the check is never laxer than zeitgeist', () => {
  fc.assert(
    fc.property(WORLD, ({ files }) => {
      const declared = files.get(FROM) ?? '';
      const { findings } = checkReferences(dependenciesIn(declared), files);
      if (findings.length === 0) assert.equal(zeitgeistVerdict(declared, files), 'ok');
      const passes = zeitgeistVerdict(declared, files) === 'ok';
      if (passes) assert.ok(findings.every(({ problem }) => problem === 'trap'));
    }),
    { numRuns: 1_000 },
  );
});

test('a version stands in a line exactly where it occurs there', () => {
  fc.assert(
    fc.property(VERSION, AROUND, VERSION, AROUND, (version, before, other, behind) => {
      const line = `${before}${other}${behind}`;
      assert.equal(standingOf(line, version) !== 'absent', line.includes(version));
    }),
  );
});

test('lines are joined to what they were cut from', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(NOISE, fc.constantFrom('\n', '\r\n'), fc.string())), (parts) => {
      const text = parts.join('');
      assert.equal(joinedLines(linesOf(text)), text);
    }),
  );
});

const PIECE = fc.constantFrom(
  ...[
    'dependencies:',
    '- name: a',
    '  version: 1.2',
    '  refPaths:',
    '  - path: x',
    '    match: (',
    '  - {path: ../x}',
  ],
  ...[
    '  version: &v 1',
    '  version: *v',
    '  upstream: {a: b}',
    '  scheme: random',
    '- *a',
    '- &a {name: b, version: 2}',
  ],
  ...[
    '---',
    '...',
    '\t',
    '  refPaths: [',
    ']',
    '{',
    '}',
    '"',
    "'",
    '!!binary x',
    '<<: *a',
    '? [x]',
    '%TAG',
    '\uFEFF',
    '\r',
  ],
);

test('any text is read or has its mistakes told, and never fails otherwise', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(PIECE, PIECE, fc.string()), { maxLength: 10 }), (pieces) => {
      const text = pieces.join('\n');
      const read = readDependencies(text);
      if ('problems' in read) assert.ok(read.problems.length > 0);
      else checkReferences(read.dependencies, new Map([['x', text]]));
      attempt(
        new Map([
          [FROM, text],
          ['x', text],
        ]),
        '3',
      );
    }),
    { numRuns: 1_500 },
  );
});

test('a plain version that was set is read again, for any text', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom(undefined, 'a', 'a.b', ''),
      VERSION,
      (text, key, version) => {
        const reference = { path: 'f', key };
        try {
          const changed = setPlain(text, reference, version);
          assert.deepEqual(readPlain(changed, reference), { value: version });
          assert.equal(setPlain(changed, reference, version), changed);
        } catch (error) {
          assert.ok(error instanceof RingmasterError, String(error));
        }
      },
    ),
    { numRuns: 1_000 },
  );
});
