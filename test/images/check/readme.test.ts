import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FACT_KINDS } from '../../../src/images/check/facts.ts';
import { SEVERITIES } from '../../../src/images/check/finding.ts';

const README = readFileSync(
  new URL('../../../src/images/check/README.md', import.meta.url),
  'utf8',
);

/** The first two cells of the rows of all tables whose first cell is code. */
const rows = [...README.matchAll(/^\| `([a-z0-9-]+)` \| ([^|]+) \|/gm)].map(
  ([, first = '', second = '']) => [first, second] as const,
);

test('its page lists every rule with its severity, and no other', () => {
  const listed = rows.filter(([, cell]) => cell === 'error' || cell === 'warning');
  assert.deepEqual(listed, Object.entries(SEVERITIES));
});

test('its page lists every kind of fact', () => {
  const names = new Set(rows.map(([name]) => name));
  assert.deepEqual(
    FACT_KINDS.filter((kind) => !names.has(kind)),
    [],
  );
});
