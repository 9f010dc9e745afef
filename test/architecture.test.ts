import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, normalize, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

/** Rooms that each know one subject of the outside world, and nothing of rings or releases. */
const SUBJECTS = ['files', 'images', 'patterns', 'speech', 'version-refs', 'versions', 'votes'];

interface Room {
  /** Rooms below that it may look into, beside itself. */
  readonly rooms: readonly string[];
  /** Packages, with `node:` for all of Node's own. */
  readonly packages: readonly string[];
}

/** Who may import whom. An import goes down or stays in its room, never up. */
const ROOMS: Readonly<Record<string, Room>> = {
  domain: { rooms: [], packages: [] },
  files: { rooms: ['domain'], packages: ['yaml'] },
  images: { rooms: ['domain'], packages: ['yaml'] },
  patterns: { rooms: ['domain'], packages: ['re2js'] },
  speech: { rooms: [], packages: [] },
  'version-refs': { rooms: ['domain', 'files', 'patterns'], packages: ['yaml'] },
  versions: { rooms: [], packages: ['semver'] },
  votes: { rooms: ['speech'], packages: [] },
  people: { rooms: ['domain', 'patterns', 'speech'], packages: ['yaml'] },
  plugin: { rooms: ['domain', ...SUBJECTS], packages: ['zod', '@octokit/webhooks', 'node:'] },
  show: { rooms: ['domain'], packages: [] },
  process: { rooms: ['domain', 'plugin', ...SUBJECTS], packages: ['zod', 'yaml'] },
  handlers: { rooms: ['domain', 'plugin'], packages: ['zod'] },
  commands: { rooms: ['domain', 'plugin', 'people', 'speech', 'votes'], packages: [] },
  gates: { rooms: ['domain', 'plugin', ...SUBJECTS], packages: ['zod'] },
  publishers: { rooms: ['domain', 'plugin', 'show', ...SUBJECTS], packages: ['zod'] },
  adapters: {
    rooms: ['domain', 'plugin', 'people', ...SUBJECTS],
    packages: [
      ...['node:', 'zod', 'probot', '@octokit/auth-app', '@octokit/graphql', '@slack/web-api'],
      ...['kysely', 'pg', 'pg-boss', '@electric-sql/pglite', 'openpgp', 'pino', 'undici'],
      'prom-client',
    ],
  },
  engine: { rooms: ['domain', 'plugin', 'process', 'people', 'show', ...SUBJECTS], packages: [] },
  web: { rooms: ['domain', 'plugin', 'show', 'engine'], packages: ['node:'] },
};

/** What reaches out of the program, or makes two runs differ; only adapters and the wiring may. */
const OUTSIDE: readonly (readonly [string, RegExp])[] = [
  ['the clock', /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b/],
  ['timers', /\bset(?:Timeout|Interval|Immediate)\b/],
  ['the network', /\bfetch\(/],
  ['the environment', /\bprocess\.(?:env|argv|cwd)\b/],
  ['chance', /\bMath\.random\b|\brandomUUID\b/],
];

const PLUGINS = ['gates', 'publishers', 'handlers', 'commands'];

const files = (await readdir(SRC, { recursive: true })).filter((file) => file.endsWith('.ts'));
const sources = await Promise.all(
  files.map(async (file) => ({ file, text: await readFile(join(SRC, file), 'utf8') })),
);

for (const { file, text } of sources)
  test(`${file} keeps to its room`, () => {
    assert.deepEqual(trespasses(file, text), []);
  });

test('the rules notice what they are for', () => {
  assert.deepEqual(trespasses('domain/x.ts', "import { z } from 'zod';"), ['zod']);
  assert.deepEqual(trespasses('domain/x.ts', "import x from '../engine/y.ts';"), ['engine/y.ts']);
  assert.deepEqual(trespasses('gates/x.ts', "export { y } from './y.ts';"), ['gates/y.ts']);
  assert.deepEqual(trespasses('gates/x.ts', "import { y } from './x/y.ts';"), []);
  assert.deepEqual(trespasses('engine/x.ts', 'const now = Date.now();'), ['the clock']);
  assert.deepEqual(trespasses('engine/x.ts', "const x = await import('pg');"), ['pg']);
  assert.deepEqual(trespasses('adapters/x.ts', 'const now = Date.now();'), []);
});

test('every file says one thing: none is longer than 200 lines', () => {
  const long = sources.filter(({ text }) => text.split('\n').length > 201).map(({ file }) => file);
  assert.deepEqual(long, []);
});

test('a folder of more than 20 files explains itself', async () => {
  const folders = Map.groupBy(files, dirname);
  const crowded = [...folders].filter(([, inside]) => inside.length > 20).map(([folder]) => folder);
  for (const folder of crowded) {
    const names = await readdir(join(SRC, folder));
    assert.ok(
      names.includes('README.md'),
      `src/${folder} has ${names.length} files and no README.md`,
    );
  }
});

function trespasses(file: string, text: string): readonly string[] {
  const [name = ''] = file.split('/');
  const room = ROOMS[name];
  if (room === undefined) return [];
  const reached = name === 'adapters' ? [] : OUTSIDE.filter(([, pattern]) => pattern.test(text));
  return [
    ...importsOf(text)
      .filter((target) => !isAllowed(file, target, room))
      .map((target) => display(file, target)),
    ...reached.map(([what]) => what),
  ];
}

const IMPORT =
  /^(?:import|export|\})[^'\n]*\bfrom '([^']+)'|^import '([^']+)'|\bimport\(\s*'([^']+)'/gm;

function importsOf(text: string): readonly string[] {
  return [...text.matchAll(IMPORT)].map(
    ([, ...targets]) => targets.find((target) => target !== undefined) ?? '',
  );
}

function isAllowed(file: string, target: string, { rooms, packages }: Room): boolean {
  if (!target.startsWith('.'))
    return packages.some((each) => target === each || target.startsWith(each));
  const [own = ''] = file.split('/');
  const there = display(file, target);
  const [room = ''] = there.split('/');
  if (room !== own) return rooms.includes(room);
  return !PLUGINS.includes(own) || isOwnFolder(file, there);
}

/** A plug-in may keep parts in a folder of its own name, but never looks at another plug-in. */
function isOwnFolder(file: string, there: string): boolean {
  const own = file.split('/')[1]?.replace(/\.ts$/, '');
  return there.split('/')[1]?.replace(/\.ts$/, '') === own;
}

function display(file: string, target: string): string {
  if (!target.startsWith('.')) return target;
  return relative('.', normalize(join(dirname(file), target)));
}
