import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shortPlatforms, shownPlan } from '../../../src/cli/promote/show.ts';
import { plan, Shelves, wishFor } from './shelves.ts';

test('the table names each platform once, and systems apart', async () => {
  const platforms = ['linux/amd64', 'linux/arm/v7', 'windows/amd64', 'windows/amd64'];
  assert.equal(shortPlatforms(platforms), 'linux/amd64,arm/v7 windows/amd64');
  const registry = new Shelves();
  registry.stage('app', 'v0.2.0');
  const shown = shownPlan(
    wishFor('--tag v0.2.0 --image app'),
    await plan('--tag v0.2.0 --image app', '', registry),
  );
  assert.match(shown, /^IMAGE {2}TAG {5}DIGEST {15}PLATFORMS {10}STATE$/m);
});
