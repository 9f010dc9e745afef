import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Handler } from '../../src/plugin/handler.ts';

/** What every payload of a repository's webhook holds, as far as we read it. */
export const SITE = {
  repository: { id: 7, name: 'app', owner: { login: 'acme' } },
  installation: { id: 9 },
};

/** Where a handler says to look, having made sure that it names the right repository. */
export function placesOf(handler: Handler, payload: object): unknown {
  const found = handler.places({ ...SITE, ...payload });
  assert.deepEqual(found?.site, {
    repository: { id: 7, owner: 'acme', name: 'app' },
    installation: 9,
  });
  return found.places;
}

const HOSTILE: readonly unknown[] = [
  null,
  undefined,
  42,
  'text',
  [],
  {},
  { ...SITE, repository: null },
  { ...SITE, installation: undefined, ref: 'refs/tags/v1' },
  { ...SITE, repository: { ...SITE.repository, id: 'seven' }, ref: 'refs/tags/v1' },
  JSON.parse('{"__proto__": {"ref": "refs/tags/v1"}}'),
];

/** Every handler owes this: a payload of another shape leads nowhere. */
export function testHostile(handler: Handler): void {
  test('a payload of another shape leads nowhere', () => {
    for (const payload of HOSTILE)
      assert.equal(handler.places(payload), undefined, JSON.stringify(payload));
  });
}
