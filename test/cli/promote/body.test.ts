import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyOf } from '../../../src/cli/promote/body.ts';
import { plan, Shelves, wishFor } from './shelves.ts';

test('a first version for one platform is promoted with a word, and its box is left open', async () => {
  const registry = new Shelves();
  registry.stage('app', 'v0.1.0', { platforms: { 'linux/amd64': undefined } });
  const line = '--tag v0.1.0 --image app';
  const result = await plan(line, '', registry);
  assert.match(result.warnings.join(), /first version here and runs on linux\/amd64 alone/);
  const body = bodyOf(wishFor(line), result, { server: 'https://github.example' });
  assert.match(body, /^- \[ \] Multi-arch: `app` has one platform/m);
  assert.equal(body.match(/^- \[x\] /gm)?.length, 3);
});

test('the text of a pull request for very many images is one that GitHub takes', async () => {
  const registry = new Shelves();
  const platforms = Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [`linux/arch${at}`, undefined]),
  );
  const names = Array.from({ length: 60 }, (_, at) => `image-${at}`);
  for (const name of names) registry.stage(name, 'v1.0.0', { platforms, content: name });
  const line = `--tag v1.0.0 --image ${names.join(',')}`;
  const result = await plan(line, '', registry);
  assert.equal(result.additions.length, 60);
  const body = bodyOf(wishFor(line), result, { server: 'https://github.example' });
  assert.ok(body.length < 65_536, String(body.length));
  assert.match(body, /^\/hold$/m);
});
