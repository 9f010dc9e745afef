import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spelledLike, spellsOneOf } from '../../src/version-refs/spelling.ts';

const SPELLS = [
  ['4.5.1', ['4.5.1'], true],
  ['v4.5.1', ['4.5.1'], true],
  ['4.5.1', ['v4.5.1'], true],
  ['v4.5.1-0', ['4.5.1'], true],
  ['v4.5.1-0', ['4.5.1', 'v4.5.1', 'v4.5.1-0'], true],
  ['v4.5.1-1', ['4.5.1', 'v4.5.1', 'v4.5.1-0'], false],
  ['v4.5.10', ['4.5.1'], false],
  ['v4.5.1-rc.1', ['4.5.1'], false],
  ['4.5.1-rc.1', ['4.5.1-rc.1'], true],
  ['4.5.1', ['4.5.1-rc.1'], false],
  ['chart/0.1.0', ['0.1.0', 'chart/0.1.0'], true],
  ['version4.5.1', ['4.5.1'], false],
  ['', ['4.5.1'], false],
] as const;

for (const [entry, versions, answer] of SPELLS)
  test(`"${entry}" ${answer ? 'spells' : 'does not spell'} ${versions.join(' or ')}`, () => {
    assert.equal(spellsOneOf(entry, versions), answer);
  });

const LIKE = [
  ['4.5.1', '4.5.2', [], '4.5.2'],
  ['v4.5.1', '4.5.2', [], 'v4.5.2'],
  ['4.5.1', 'v4.5.2', [], '4.5.2'],
  ['v4.5.1-3', '4.5.2', [], 'v4.5.2-0'],
  ['v4.5.1-3', '4.5.2', ['4.5.2', 'v4.5.2-1'], 'v4.5.2-1'],
  ['v4.5.1-rc.1', '4.5.2', [], 'v4.5.2'],
] as const;

for (const [entry, version, others, spelled] of LIKE)
  test(`${version} like ${entry} is ${spelled}`, () => {
    assert.equal(spelledLike(entry, version, others), spelled);
    assert.ok(spellsOneOf(spelled, [version, ...others]));
  });
