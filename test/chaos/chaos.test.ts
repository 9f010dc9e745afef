import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInstalled } from '../stage/run.ts';
import { postgresPrograms } from '../support/postgres.ts';
import { runChaos } from './chaos.ts';
import { totalsLine } from './totals.ts';

const needed: readonly (readonly [string, boolean])[] = [
  ['PostgreSQL', (await postgresPrograms()) !== undefined],
  ['gpg', await isInstalled('gpg')],
];
const missing = needed.flatMap(([name, isThere]) => (isThere ? [] : name));

test('killed again and again for a minute, nothing is lost and nothing is done twice', {
  skip: missing.length > 0 && `not installed: ${missing.join(', ')}`,
}, async (context) => {
  const say = (line: string) => context.diagnostic(line);
  const totals = await runChaos({ minutes: 1, seed: 1, database: 'postgres', say });
  context.diagnostic(totalsLine(totals));
  assert.deepEqual(totals.violations, [], totals.lines.slice(-200).join('\n'));
  assert.equal(totals.duplicates, 0);
  // A storm that met nobody would prove nothing.
  assert.ok(totals.kills >= 10, `${totals.kills} kills`);
  assert.ok(totals.effects > 0);
  assert.ok(totals.undelivered > 0, 'some webhooks met nobody');
});
