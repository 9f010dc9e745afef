import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plain } from '../../src/domain/prose.ts';
import type { Right, Role } from '../../src/domain/rights.ts';
import { authorize } from '../../src/people/authorize.ts';

const ALICE = { id: 1, login: 'alice' };
const MALLORY = { id: 4, login: 'mallory' };

const CASES: readonly (readonly [Right, Role, boolean])[] = [
  ['anyone', 'none', true],
  ['member', 'none', false],
  ['member', 'admin', false],
  ['writer', 'none', false],
  ['writer', 'read', false],
  ['writer', 'triage', false],
  ['writer', 'write', true],
  ['writer', 'maintain', true],
  ['writer', 'admin', true],
];

for (const [right, role, expected] of CASES)
  test(`a stranger with the role ${role} ${expected ? 'may' : 'may not'} do what needs ${right}`, async () => {
    const permission = await authorize(MALLORY, right, {
      members: [ALICE],
      role: async () => role,
    });
    assert.equal(permission.allowed, expected);
  });

test('a member is known by id, not by login', async () => {
  const impostor = { id: 9, login: 'alice' };
  const standing = { members: [ALICE], role: async () => 'none' as const };
  assert.equal((await authorize(impostor, 'member', standing)).allowed, false);
  assert.equal((await authorize({ id: 1, login: 'renamed' }, 'member', standing)).allowed, true);
});

test('a refusal names who could', async () => {
  const permission = await authorize(MALLORY, 'writer', {
    members: [ALICE],
    role: async () => 'read',
  });
  assert.ok(!permission.allowed);
  assert.equal(
    plain(permission.because),
    'mallory is not an owner here. Who could: alice, or anybody who may write to the repository (you: read)',
  );
});

test('being a member is enough: the role is not asked for', async () => {
  const role = () => Promise.reject(new Error('asked'));
  assert.equal((await authorize(ALICE, 'writer', { members: [ALICE], role })).allowed, true);
});
