import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDigests } from '../images/list/example-digest.ts';
import { openFolder } from './images/folder.ts';

const OLD = '- name: app\n  dmap:\n    "{a1}": ["v1.0.0"]\n';
const NEW = `${OLD}    "{b2}": ["v1.1.0"]\n`;

test('a sound list has exit status 0, and what nobody could check is named', async (context) => {
  const { images } = await openFolder(context, { 'images.yaml': NEW });
  const { code, out, err } = await images('check', 'images.yaml');
  assert.deepEqual({ code, out }, { code: 0, out: '' });
  assert.match(err, /^nothing found\nnot checked, as nothing was said of it: before, history/);
});

test('an error has exit status 1, its line, what is wrong, what to do, and its rule', async (context) => {
  const list = NEW.replace('{b2}', 'sha256:b2');
  const { images } = await openFolder(context, { 'images.yaml': list });
  const { code, out, err } = await images('check', 'images.yaml');
  assert.equal(code, 1);
  assert.equal(
    out,
    'images.yaml:4: error: "sha256:b2" of app is not a digest: it has 2 hex digits, not 64. Copy the digest again, from the registry. [digest-syntax]\n',
  );
  assert.match(err, /^1 error, 0 warnings\n/);
});

test('warnings alone have exit status 0', async (context) => {
  const { images } = await openFolder(context, { 'images.yaml': '- name: app\n' });
  const { code, out } = await images('check', 'images.yaml');
  assert.equal(code, 0);
  assert.match(out, /^images\.yaml:1: warning: .* \[no-digests\]\n$/);
});

test('with the list before, a moved tag is found, and what was wrong before is counted', async (context) => {
  const before = `${OLD}    "{c3}": ["latest"]\n`;
  const files = { 'before.yaml': before, 'after.yaml': before.replace('{a1}', '{b2}') };
  const { images } = await openFolder(context, files);
  const { code, out, err } = await images('check', 'after.yaml', '--before', 'before.yaml');
  assert.equal(code, 1);
  assert.match(
    out,
    /^after\.yaml:3: error: app:v1\.0\.0 was sha256:a1\S+ and is sha256:b2\S+ now.*\[tag-moved\]\n$/,
  );
  assert.match(err, /\n1 thing that the list before had as well is not told\n/);
});

test('facts are asked, and the list can come from standard input', async (context) => {
  const facts = { staging: { app: { tags: { 'v1.0.0': '{a1}' } } }, production: { app: {} } };
  const { images } = await openFolder(context, { 'facts.json': JSON.stringify(facts) });
  const { code, out, err } = await images.reading(
    withDigests(NEW),
    'check',
    '-',
    '--facts',
    'facts.json',
  );
  assert.equal(code, 1);
  assert.match(out, /^-:4: error: staging does not hold sha256:b2.* \[not-in-staging\]\n$/);
  assert.match(err, /\nnot checked, as nothing was said of it: before, history, manifests\n$/);
});

test('as JSON it says all of it', async (context) => {
  const { images } = await openFolder(context, { 'images.yaml': OLD.replace('v1.0.0', 'latest') });
  const { code, out } = await images('check', 'images.yaml', '--format', 'json');
  assert.equal(code, 1);
  const { findings, ...rest } = JSON.parse(out);
  assert.deepEqual(rest, {
    file: 'images.yaml',
    ok: false,
    errors: 1,
    warnings: 0,
    older: 0,
    unchecked: ['before', 'history', 'production', 'staging', 'manifests'],
    more: { errors: 0, warnings: 0 },
  });
  const keys = ['rule', 'severity', 'line', 'image', 'digest', 'tag', 'message', 'advice', 'more'];
  assert.deepEqual(findings.map(Object.keys), [keys]);
  assert.equal(findings[0].digest, withDigests('{a1}'));
});

test('as annotations of a workflow, nothing in the list can begin another command', async (context) => {
  const list = `${OLD}    "{b2}": ["v1\\n::error::mallory"]\n    "{c3}": ["100%25,:\\u202e"]\n`;
  const { images } = await openFolder(context, { 'images.yaml': list });
  const { code, out } = await images('check', 'images.yaml', '--format', 'github');
  assert.equal(code, 1);
  const lines = out.trimEnd().split('\n');
  assert.equal(lines.length, 2);
  for (const [at, line] of lines.entries())
    assert.ok(line.startsWith(`::error file=images.yaml,line=${at + 4},title=tag-syntax::"`), line);
  assert.match(lines[1] ?? '', /100%2525,:‹U\+202E›/);
});

test('as a check run it is what GitHub’s API takes, in requests of fifty annotations', async (context) => {
  const wrong = Array.from({ length: 60 }, (_, at) => `    "sha256:${at}": ["v1.1.${at}"]\n`);
  const { images } = await openFolder(context, { 'images.yaml': OLD + wrong.join('') });
  const { code, out } = await images('check', 'images.yaml', '--format', 'check-run');
  assert.equal(code, 1);
  const [created, updated, ...more] = JSON.parse(out);
  assert.deepEqual(more, []);
  assert.deepEqual(Object.keys(created), ['name', 'status', 'conclusion', 'output']);
  assert.equal(created.conclusion, 'failure');
  assert.equal(created.output.title, '60 errors, 0 warnings in 1 list of images');
  assert.equal(created.output.annotations[0].start_line, 4);
  assert.deepEqual(
    [created, updated].map(({ output }) => output.annotations.length),
    [50, 10],
  );
});

test('the name of a file cannot begin another property', async (context) => {
  const { images } = await openFolder(context, { 'a,line=9:b.yaml': '- name: app\n' });
  const { out } = await images('check', 'a,line=9:b.yaml', '--format', 'github');
  assert.match(out, /^::warning file=a%2Cline=9%3Ab\.yaml,line=1,title=no-digests::/);
});

test('a list that is not UTF-8 is an error, and nothing of it passes', async (context) => {
  const { images } = await openFolder(context, {
    'images.yaml': Buffer.from(`${OLD}# \xe9\n`, 'latin1'),
  });
  const { code, out } = await images('check', 'images.yaml');
  assert.equal(code, 1);
  assert.match(out, /^images\.yaml:4: error: from here on the file is not UTF-8.*\[not-utf8\]\n$/);
});

test('a list that is not there has exit status 1', async (context) => {
  const { images } = await openFolder(context, {});
  const { code, out, err } = await images('check', 'images.yaml');
  assert.deepEqual({ code, out }, { code: 1, out: '' });
  assert.match(err, /no such file/);
});

const MISUSES: readonly (readonly [args: readonly string[], reason: RegExp])[] = [
  [[], /say "images add" or "images check"/],
  [['list'], /say "images add" or "images check"/],
  [['check'], /images check takes one list/],
  [['check', 'a', 'b'], /images check takes one list/],
  [['check', 'images.yaml', '--format', 'xml'], /--format takes text, json, github, check-run/],
  [['check', 'images.yaml', '--format', 'toString'], /--format takes/],
  [['check', '-', '--before', '-'], /only one of the files can be read from standard input/],
  [['check', 'images.yaml', '--fact', 'x'], /Unknown option '--fact'/],
  [['check', 'images.yaml', '--facts', 'images.yaml'], /images\.yaml is not JSON in UTF-8/],
  [
    ['check', 'images.yaml', '--facts', 'wrong.json'],
    /wrong\.json: staging\.app\.digests\[0\]: is not a sha256 digest/,
  ],
  [['add', 'images.yaml'], /images add takes a list, and a file of additions or "-"/],
  [['add', '-', 'wrong.json'], /the list is a file/],
  [['add', 'images.yaml', 'wrong.json'], /wrong\.json: added: /],
];

for (const [args, reason] of MISUSES)
  test(`“images ${args.join(' ')}” is wrong usage, with exit status 2`, async (context) => {
    const wrong = '{"staging":{"app":{"digests":["sha256:1"]}}}';
    const { images } = await openFolder(context, { 'images.yaml': OLD, 'wrong.json': wrong });
    const { code, out, err } = await images(...args);
    assert.deepEqual({ code, out }, { code: 2, out: '' });
    assert.match(err, reason);
  });

test('help tells both ways, the form of the facts, and the exit statuses', async (context) => {
  const { images } = await openFolder(context, {});
  const { code, out } = await images('--help');
  assert.equal(code, 0);
  for (const part of [
    'images add LIST ADDITIONS.json [--write]',
    '--before FILE',
    '"manifests":',
    'Exit status',
  ])
    assert.ok(out.includes(part), part);
});

test('what hides in a list is shown by its code', async (context) => {
  const list = OLD.replace('v1.0.0', 'v1.0\u202e1.0v');
  const { images } = await openFolder(context, { 'images.yaml': list });
  const { code, out } = await images('check', 'images.yaml');
  assert.equal(code, 1);
  assert.match(out, /^images\.yaml:3: error: "v1\.0‹U\+202E›1\.0v" of app is not a tag\./);
  assert.ok(!out.includes('\u202e'));
});

test('facts and lists may hold names that mean something to JavaScript', async (context) => {
  const facts = '{"production":{"__proto__":{"v1.0.0":"{c3}"},"constructor":{}}}';
  const list = OLD.replace('app', '"__proto__"');
  const { images } = await openFolder(context, { 'images.yaml': list, 'facts.json': facts });
  const { code, out } = await images('check', 'images.yaml', '--facts', 'facts.json');
  assert.equal(code, 1);
  assert.match(out, /\[image-name\]\n.*\[not-looked-up\]\n$/);
});

test('facts with more platforms than any index has are refused', async (context) => {
  const platforms = Array.from({ length: 101 }, (_, at) => `linux/${at}`);
  const facts = JSON.stringify({ manifests: { '{a1}': { kind: 'index', platforms } } });
  const { images } = await openFolder(context, { 'images.yaml': OLD, 'facts.json': facts });
  const { code, err } = await images('check', 'images.yaml', '--facts', 'facts.json');
  assert.equal(code, 2);
  assert.match(err, /^ringmaster: facts\.json: manifests\.sha256:\w+\.platforms: /);
});

test('a list larger than any is refused', async (context) => {
  const { images } = await openFolder(context, { 'images.yaml': '\n'.repeat(17 * 1024 * 1024) });
  const { code, out, err } = await images('check', 'images.yaml');
  assert.deepEqual({ code, out }, { code: 1, out: '' });
  assert.match(err, /images\.yaml has more than 16777216 bytes/);
});
