import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RingmasterError } from '../../../src/domain/errors.ts';
import { ownersTree } from '../../../src/people/owners/tree.ts';

/** An OWNERS file as data; JSON is YAML. */
interface Written {
  readonly options?: { readonly no_parent_owners?: boolean };
  readonly approvers?: readonly string[];
  readonly labels?: readonly string[];
  readonly filters?: Readonly<Record<string, { readonly approvers: readonly string[] }>>;
}

type Tree = Readonly<Record<string, Written>>;

const PEOPLE = ['alice', 'bob', 'carol', 'mallory', 'leads', 'Alice', '@BOB'];
const ALIASES = { leads: ['carol', 'alice'] };
const FILTERS = ['.*', 'a', '^b', '/c', '^[.]$', 'a$'];

const people = fc.array(fc.constantFrom(...PEOPLE), { maxLength: 3 });
const directory = fc
  .array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 })
  .map((parts) => parts.join('/'));
const file: fc.Arbitrary<Written> = fc.record(
  {
    options: fc.record({ no_parent_owners: fc.boolean() }),
    approvers: people,
    labels: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
    filters: fc.dictionary(fc.constantFrom(...FILTERS), fc.record({ approvers: people }), {
      maxKeys: 3,
    }),
  },
  { requiredKeys: [] },
);
const tree: fc.Arbitrary<Tree> = fc.dictionary(directory, file, { maxKeys: 8 });

test('any texts resolve to owners, or to an error that names the file', () => {
  const piece = fc.constantFrom(
    ...[
      'approvers',
      'filters',
      'options',
      ':',
      ' ',
      '\n',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '"',
      '*a',
      '&a ',
    ],
    ...[
      'alice',
      '!x',
      '|',
      '\t',
      '%',
      '---',
      '#',
      'true',
      '12',
      '\u212A',
      '\uD83D',
      '<<',
      '.*',
      '(',
      '@',
    ],
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join('')),
    fc.string(),
  );
  const options = fc.record({ markdown: fc.boolean() });
  fc.assert(
    fc.property(text, text, text, options, (owners, aliases, header, chosen) => {
      const files = {
        'a/OWNERS': owners,
        OWNERS_ALIASES: aliases,
        'a/b.md': `---\n${header}\n---\n`,
      };
      const read = ownersTree(new Map(Object.entries(files)), chosen);
      assert.ok(isAnswer(() => read.resolve('a/b.md')));
    }),
    { numRuns: 1_000 },
  );
});

test('any path resolves, or is no path of a repository', () => {
  const read = treeOf({ '': { approvers: ['alice'], filters: {} } });
  const path = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom('/', '.', '..', 'a', '\\')).map((parts) => parts.join('')),
  );
  fc.assert(fc.property(path, (asked) => assert.ok(isAnswer(() => read.resolve(asked)))));
});

test('a small second implementation finds the same', () => {
  fc.assert(
    fc.property(tree, directory, (written, path) => {
      const read = treeOf(written);
      const { approvers, labels } = read.resolve(path);
      assert.deepEqual(approvers, slowly(written, path, approversIn));
      assert.deepEqual(
        labels,
        slowly(written, path, ({ labels: own = [] }) => own),
      );
    }),
    { numRuns: 2_000 },
  );
});

test('a file decides only for what lies below its directory', () => {
  fc.assert(
    fc.property(tree, directory, file, directory, (written, at, added, path) => {
      fc.pre(!isBelow(path, at));
      const before = treeOf(written).resolve(path);
      assert.deepEqual(treeOf({ ...written, [at]: added }).resolve(path), before);
    }),
  );
});

test('no_parent_owners changes nothing outside its directory, and adds nobody within', () => {
  fc.assert(
    fc.property(tree, directory, directory, (written, at, path) => {
      const before = treeOf(written).resolve(path);
      const options = { no_parent_owners: true };
      const after = treeOf({ ...written, [at]: { ...written[at], options } }).resolve(path);
      if (!isBelow(path, at)) assert.deepEqual(after, before);
      for (const login of after.approvers) assert.ok(before.approvers.includes(login), login);
      assert.equal(after.approvers.length > 0, before.approvers.length > 0);
    }),
  );
});

test('another person in a list is never somebody’s loss, unless nobody was in it', () => {
  fc.assert(
    fc.property(tree, directory, directory, (written, at, path) => {
      const { approvers = [], ...rest } = written[at] ?? {};
      fc.pre(approvers.length > 0);
      const before = treeOf(written).resolve(path).approvers;
      const more = { ...written, [at]: { ...rest, approvers: [...approvers, 'dave'] } };
      const after = treeOf(more).resolve(path).approvers;
      assert.deepEqual(
        after.filter((login) => login !== 'dave'),
        before,
      );
    }),
  );
});

function treeOf(written: Tree) {
  const files = Object.entries(written).map(([at, each]): readonly [string, string] => [
    at === '' ? 'OWNERS' : `${at}/OWNERS`,
    JSON.stringify(each),
  ]);
  return ownersTree(new Map([...files, ['OWNERS_ALIASES', JSON.stringify({ aliases: ALIASES })]]));
}

function slowly(
  written: Tree,
  path: string,
  listIn: (each: Written, below: string) => readonly string[],
): readonly string[] {
  const parts = path === '' ? [] : path.split('/');
  const found = new Set<string>();
  for (let depth = parts.length; depth >= 0; depth -= 1) {
    const each = written[parts.slice(0, depth).join('/')] ?? {};
    for (const name of listIn(each, parts.slice(depth).join('/') || '.')) found.add(name);
    if (each.options?.no_parent_owners === true && found.size > 0) break;
  }
  return [...found].toSorted();
}

function approversIn({ approvers = [], labels = [], filters = {} }: Written, below: string) {
  const isSimple = approvers.length + labels.length > 0;
  const fitting = Object.entries(filters).filter(([source]) => new RegExp(source).test(below));
  const names = isSimple ? approvers : fitting.flatMap(([, each]) => each.approvers);
  return names.flatMap((name) => {
    const login = name.replace('@', '').toLowerCase();
    return login === 'leads' ? ALIASES.leads : [login];
  });
}

function isBelow(path: string, directory: string): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`);
}

function isAnswer(resolve: () => unknown): boolean {
  try {
    return typeof resolve() === 'object';
  } catch (error) {
    return error instanceof RingmasterError && error.code === 'owners-invalid';
  }
}
