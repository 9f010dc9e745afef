import assert from 'node:assert/strict';
import { test } from 'node:test';
import approve from '../../src/gates/approve.ts';
import { ALICE, ask, BOB, CAROL, candidate, signoff, view } from '../support/release.ts';

const TWO = { count: 2, group: 'owners' };

/** A lightweight tag opened the release: whoever pushed it may be among those who agree. */
const unknown = candidate({ cutBy: undefined });

test('where nobody knows who cut the candidate, one of those who agree may be that one', async () => {
  const release = view({ candidate: unknown, signoffs: [signoff(ALICE), signoff(BOB)] });
  assert.equal((await ask(approve, { release, options: TWO })).state, 'needs-you');
});

test('one more than asked for are enough, for only one of them can be that one', async () => {
  const signoffs = [ALICE, BOB, CAROL].map((by) => signoff(by));
  const release = view({ candidate: unknown, signoffs });
  assert.equal((await ask(approve, { release, options: TWO })).state, 'pass');
});

test('where everybody counts it makes no difference', async () => {
  const release = view({ candidate: unknown, signoffs: [signoff(ALICE), signoff(BOB)] });
  const options = { ...TWO, self: true };
  assert.equal((await ask(approve, { release, options })).state, 'pass');
});
