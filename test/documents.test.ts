import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { generatedDocuments } from '../src/documents.ts';
import { messageOf } from '../src/domain/errors.ts';
import { loadPlugins } from '../src/plugin/load.ts';
import { readProcess } from '../src/process/read.ts';
import { appManifest } from './support/app-manifest.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const plugins = await loadPlugins();
const readme = await read('README.md');

for (const { path, before, after } of await generatedDocuments(plugins))
  test(`${path} says what the code says; else “npm run docs” writes it anew`, () => {
    assert.equal(before, after);
  });

for (const path of ['.github/ringmaster.yml', ...(await yamlIn('src/processes'))])
  test(`${path} is a process without a mistake`, async () => {
    assert.deepEqual(mistakesIn(await read(path)), []);
  });

test('the process in the README is without a mistake, wherever it is copied to', () => {
  const [snippet = ''] = fenced(readme, 'yaml');
  assert.match(snippet, /^product:/);
  assert.deepEqual(mistakesIn(snippet), []);
});

test('every npm command of the documents exists', async () => {
  const { scripts } = JSON.parse(await read('package.json'));
  for (const path of await documents())
    for (const [, name = ''] of (await read(path)).matchAll(
      /npm (?:run (?:--silent )?)?([a-z:]+)/g,
    ))
      assert.ok(name in scripts || ['ci', 'install'].includes(name), `${path}: npm ${name}`);
});

test('every link from one document to another leads somewhere', async () => {
  for (const path of await documents())
    for (const [, target = ''] of (await read(path)).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g))
      assert.ok(existsSync(join(ROOT, dirname(path), target)), `${path} links to ${target}`);
});

test('the page of the loop names each of its files', async () => {
  const page = await read('src/engine/README.md');
  const files = (await readdir(join(ROOT, 'src/engine'))).filter((file) => file.endsWith('.ts'));
  assert.deepEqual(
    files.filter((file) => !page.includes(`\`${file}\``)),
    [],
  );
});

test('the architecture names every room', async () => {
  const page = await read('.github/ARCHITECTURE.md');
  const rooms = (await readdir(join(ROOT, 'src'))).filter((name) => !name.includes('.'));
  assert.deepEqual(
    rooms.filter((name) => !page.includes(`\`src/${name}\``)),
    [],
  );
});

test('the README asks for the permissions and events that the App is registered with', async () => {
  const { default_permissions: permissions, default_events: events } = await appManifest();
  const [, query = ''] = /settings\/apps\/new\?([^)]+)\)/.exec(readme) ?? [];
  const form = new URLSearchParams(query);
  assert.deepEqual(form.getAll('events[]'), events);
  for (const [name, access] of Object.entries(permissions)) {
    assert.equal(form.get(name), access);
    const words = name === 'statuses' ? 'commit statuses' : name.replace('_', ' ');
    const row = access === 'write' ? 'read and write' : 'read';
    assert.match(readme.toLowerCase(), new RegExp(`\\| ${words} \\| ${row} \\|`));
  }
  const asked = [...form.keys()].filter((key) => !/^(public|webhook_|events)/.test(key));
  assert.deepEqual(asked.toSorted(), Object.keys(permissions).toSorted());
});

test('the App listens for what its handlers want, and for nothing else', async () => {
  const { default_events: events } = await appManifest();
  const wanted = new Set(plugins.handlers.flatMap(({ on }) => on));
  assert.deepEqual(events.toSorted(), [...wanted].toSorted());
});

test('issue forms are well formed, and the one for releases is the one that is understood', async () => {
  for (const path of await yamlIn('.github/ISSUE_TEMPLATE')) {
    const { name, description, body } = parse(await read(path));
    assert.ok(name && description && Array.isArray(body), path);
  }
  const form = parse(await read('.github/ISSUE_TEMPLATE/release.yml'));
  assert.deepEqual(form.labels, ['release-proposal']);
  const version = form.body.find((field: { id?: string }) => field.id === 'version');
  assert.equal(version.attributes.label, 'Version');
});

/** Mistakes of a process file, as its author would read them. */
function mistakesIn(text: string): readonly string[] {
  try {
    const answer = readProcess(text, plugins);
    return 'problems' in answer ? answer.problems.map(({ message }) => message) : [];
  } catch (error) {
    return [messageOf(error)];
  }
}

/** Code blocks of a language, without the indentation of a list around them. */
function fenced(markdown: string, language: string): readonly string[] {
  const block = new RegExp(`^( *)\`\`\`${language}\\n([^]*?)^ *\`\`\`$`, 'gm');
  return [...markdown.matchAll(block)].map(([, indent = '', text = '']) =>
    text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
}

async function documents(): Promise<readonly string[]> {
  const folders = ['.github', 'src', 'test'].map(async (folder) =>
    (await readdir(join(ROOT, folder), { recursive: true })).map((file) => join(folder, file)),
  );
  const inFolders = (await Promise.all(folders)).flat();
  const isProse = (file: string) => file.endsWith('.md') && !/transcript|fixtures/.test(file);
  return ['README.md', ...inFolders.filter(isProse)];
}

async function yamlIn(folder: string): Promise<readonly string[]> {
  const files = await readdir(join(ROOT, folder));
  return files.filter((file) => file.endsWith('.yml')).map((file) => join(folder, file));
}

function read(path: string): Promise<string> {
  return readFile(join(ROOT, path), 'utf8');
}
