import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { problemsOf, type Sources } from './problems.ts';
import { countAnswered, readThreats, type Threat, type ThreatTable } from './threats.ts';
import { hasTest } from './titles.ts';

const TEST = fileURLToPath(new URL('../', import.meta.url));
const table = await readThreats();

/** Everything that a proof may name. */
async function sources(): Promise<Sources> {
  const paths = (await readdir(TEST, { recursive: true })).filter((path) =>
    /\.ts$|^stories\/[^/]+\.(?:story|transcript\.md)$/.test(path),
  );
  const texts = await Promise.all(paths.map((path) => readFile(join(TEST, path), 'utf8')));
  return new Map(paths.map((path, index) => [path, texts[index] ?? '']));
}

test('whatever is finished answers every threat that it owes an answer to, by a test that exists', async (context) => {
  assert.deepEqual(problemsOf(table, await sources()), []);
  const { full, partly, open } = countAnswered(table);
  context.diagnostic(`${full} rows answered, ${partly} in part, ${open} not yet`);
});

describe('the check notices', () => {
  const FILE = 'gates/tag.test.ts';
  const proof = { file: FILE, tests: ['a moved tag stops'] };
  const good: Threat = {
    row: 1,
    attack: 'A tag is moved',
    answers: [{ by: 'spine', expected: 'It stops', proofs: [proof] }],
  };

  /** What is said of a table in which only the first row is other than it should be. */
  function said(changed: Threat, files: Readonly<Record<string, string>> = {}) {
    const rest = Array.from({ length: 61 }, (_, index) => ({ ...good, row: index + 2 }));
    const subjects: ThreatTable['subjects'] = {
      spine: { finished: true, means: 'now' },
      people: { finished: false, means: 'later' },
    };
    const all = { [FILE]: "test('a moved tag stops', () => {});", ...files };
    return problemsOf({ subjects, threats: [changed, ...rest] }, new Map(Object.entries(all)));
  }

  const answered = (answers: Partial<Threat['answers'][number]>): Threat => ({
    ...good,
    answers: [{ by: 'spine', expected: 'x', proofs: [proof], ...answers }],
  });

  test('nothing where all is well', () => assert.deepEqual(said(good), []));

  test('a row that is missing, and one that is there twice', () => {
    assert.deepEqual(said({ ...good, row: 2 }), [
      'row 1 is missing',
      'row 2 is there twice, or is none of the 62',
    ]);
  });

  test('an answer that is owed, and not one that may come later', () => {
    assert.deepEqual(said(answered({ proofs: [] })), [
      'row 1: "spine" is finished, but has no test',
    ]);
    assert.deepEqual(said(answered({ by: 'people', proofs: [] })), []);
  });

  test('a subject that nobody knows', () => {
    assert.deepEqual(said(answered({ by: 'somebody' })), ['row 1: there is no subject "somebody"']);
  });

  test('a file that does not exist, be the answer owed or not', () => {
    const proofs = [{ file: 'gates/tags.test.ts', tests: ['x'] }];
    for (const by of ['spine', 'people'])
      assert.deepEqual(said(answered({ by, proofs })), [
        'row 1: there is no test file gates/tags.test.ts',
      ]);
  });

  test('a test that is not in the file, or is commented out, or skipped', () => {
    const proofs = [{ file: FILE, tests: ['is refused'] }];
    for (const source of [
      "test('is refused too', () => {});",
      "// test('is refused', () => {});",
      "/* test('is refused', () => {}); */",
      "test.skip('is refused', () => {});",
      "test.todo('is refused');",
      "describe('is refused', () => {});",
      "const title = 'is refused';",
    ])
      assert.deepEqual(
        said(answered({ proofs }), { [FILE]: `${source}\ntest('a moved tag stops', () => {});` }),
        ['row 1: gates/tag.test.ts has no test “is refused”'],
      );
  });

  test('a contract that no test file runs', () => {
    const proofs = [{ file: 'gates/contract.ts', tests: ['x'] }];
    const contract = { 'gates/contract.ts': "test('x', () => {});" };
    assert.deepEqual(said(answered({ proofs }), contract), [
      'row 1: gates/contract.ts is run by no test file',
    ]);
    const run = { ...contract, 'gates/a.test.ts': "import { all } from './contract.ts';" };
    assert.deepEqual(said(answered({ proofs }), run), []);
    const typesOnly = { ...contract, 'gates/a.test.ts': "import type { X } from './contract.ts';" };
    assert.equal(said(answered({ proofs }), typesOnly).length, 1);
    const lab = { ...contract, 'gates/lab.ts': "import { all } from './contract.ts';" };
    assert.equal(said(answered({ proofs }), lab).length, 1);
    const byWay = { ...lab, 'a.test.ts': "import {\n  lab,\n} from './gates/lab.ts';" };
    assert.deepEqual(said(answered({ proofs }), byWay), []);
  });

  test('a story without its transcript', () => {
    const told = { 'stories/a.story': '' };
    assert.deepEqual(said(answered({ proofs: [{ story: 'a' }] }), told), [
      'row 1: there is no stories/a.transcript.md',
    ]);
  });
});

describe('a title', () => {
  const SOURCE = `
    test('is plain, isn\\'t it', () => {});
    test(\`refuses \${title}, at once\`, () => {});
    for (const row of [['a short one', 1], ['it\\'s long']]) {}
    const TABLE = { pending: 1 };
    test(\`is \${state}\`, () => {});
    test(\`\${name} is \${shown({ a: 1 })} refused\`, () => {});
    test(title, async () => {});
    it("reads \\"x\\"", () => {});
  `;

  for (const name of [
    "is plain, isn't it",
    'refuses a short one, at once',
    "refuses it's long, at once",
    'refuses *, at once',
    'is pending',
    '* is * refused',
    'a short one',
    'reads "x"',
  ])
    test(`“${name}” is found`, () => assert.ok(hasTest(SOURCE, name)));

  for (const name of [
    'is plain',
    'refuses a long one, at once',
    'refuses a short one',
    'refuses , at once',
    'is short',
    'an absent row',
    '*',
    '',
  ])
    test(`“${name}” is not found`, () => assert.ok(!hasTest(SOURCE, name)));
});
