import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RingmasterError } from '../../src/domain/errors.ts';
import { readCodeOwners } from '../../src/people/codeowners.ts';

const FILE = `# Owners of this project
*            @Alice

*.ts         @bob  carol@example.com   # both
/apps/       @Octo-Org/Build_Team
/apps/public
with\\ blank  @carol\r
\t/docs/ \t @alice @BOB
`;

const owners = readCodeOwners(FILE, 'CODEOWNERS');

test('the last line that fits decides alone', () => {
  assert.deepEqual(owners.ruleFor('README'), {
    line: 2,
    pattern: '*',
    owners: [{ kind: 'login', login: 'alice' }],
  });
  assert.deepEqual(owners.ruleFor('src/x.ts')?.owners, [
    { kind: 'login', login: 'bob' },
    { kind: 'address', address: 'carol@example.com' },
  ]);
  assert.deepEqual(owners.ruleFor('apps/x.ts'), {
    line: 5,
    pattern: '/apps/',
    owners: [{ kind: 'team', organization: 'octo-org', team: 'build_team' }],
  });
});

test('a line without owners says that nobody owns what fits it', () => {
  assert.deepEqual(owners.ruleFor('apps/public/x'), {
    line: 6,
    pattern: '/apps/public',
    owners: [],
  });
});

test('blanks are kept by a backslash, and elsewhere any number of them will do', () => {
  assert.equal(owners.ruleFor('a/with blank')?.line, 7);
  assert.deepEqual(owners.ruleFor('docs/x')?.owners, [
    { kind: 'login', login: 'alice' },
    { kind: 'login', login: 'bob' },
  ]);
});

test('where no line fits there is no rule', () => {
  assert.equal(readCodeOwners('/docs/ @alice', 'CODEOWNERS').ruleFor('src/x'), undefined);
  assert.equal(readCodeOwners('', 'CODEOWNERS').ruleFor('src/x'), undefined);
  assert.equal(owners.ruleFor(''), undefined);
});

const BROKEN: readonly (readonly [string, string, RegExp])[] = [
  ['a pattern taken back', '* @alice\n!docs @bob', /line 2: .*taken back/],
  ['an owner without @', '* alice', /line 1: "alice" is no @login/],
  ['an owner with letters from elsewhere', '* @\u212Aate', /"@\u212Aate" is no/],
  ['a team in a team', '* @a/b/c', /is no @login/],
  ['a team without a name', '* @a/', /is no @login/],
  ['an address with two @', '* a@b@c', /is no @login/],
  ['a comment that begins in a word', '* @alice#build', /"@alice#build" is no/],
  ['more lines than anybody has', '* @alice\n'.repeat(10_001), /more than 10000 lines/],
  ['more text than GitHub reads', '#'.repeat(3_000_001), /more than 3000000 characters/],
];

for (const [title, text, reason] of BROKEN)
  test(`${title} spoils the file`, () => {
    assert.throws(() => readCodeOwners(text, '.github/CODEOWNERS'), {
      code: 'owners-invalid',
      message: new RegExp(`^.github/CODEOWNERS cannot be trusted: .*${reason.source}`),
    });
  });

test('a path that leads out of the repository is refused', () => {
  assert.throws(() => owners.ruleFor('../x'), { code: 'owners-invalid' });
});

test('any text is read, or refused with an error that names the file', () => {
  const piece = fc.constantFrom(
    '*',
    '/',
    'a',
    '@a',
    ' ',
    '\t',
    '\n',
    '\r\n',
    '\\',
    '#',
    'a@b',
    '!',
    '[',
    '\0',
  );
  const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, (written) => {
      try {
        readCodeOwners(written, 'CODEOWNERS').ruleFor('a/a');
      } catch (error) {
        assert.ok(error instanceof RingmasterError && /^CODEOWNERS cannot/.test(error.message));
      }
    }),
    { numRuns: 1_000 },
  );
});
