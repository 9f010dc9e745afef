import assert from 'node:assert/strict';
import type { Stage } from '../stage/stage.ts';

/** What the forge does not know, or answered unlike GitHub, makes whatever was played worthless. */
export function assertGenuine({ forge }: Pick<Stage, 'forge'>): void {
  assert.deepEqual(forge.unknownRequests, []);
  assert.deepEqual(forge.violations, []);
}
