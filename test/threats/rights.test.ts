import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appManifest } from '../support/app-manifest.ts';

test('the App asks for no right to change what GitHub runs, who may do what, or what is secret', async () => {
  const { default_permissions: rights } = await appManifest();
  const asked = Object.keys(rights);
  assert.ok(asked.length > 0);
  for (const right of [
    'workflows',
    'actions',
    'administration',
    'secrets',
    'members',
    'environments',
  ])
    assert.ok(!asked.includes(right), right);
});
