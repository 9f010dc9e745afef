import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REF_MEMORY, Refs } from './refs.ts';

const [A, B] = ['a'.repeat(40), 'b'.repeat(40)];

test('refs can be read as they were a while ago', () => {
  const refs = new Refs();
  const name = 'refs/tags/v1';
  refs.record([{ name, from: undefined, to: A }], 1000);
  refs.record([{ name, from: A, to: B }], 2000);
  refs.record([{ name, from: B, to: undefined }], 3000);
  const seen = [999, 1000, 1999, 2000, 2999, 3000].map((asOf) => refs.get(name, asOf));
  assert.deepEqual(seen, [undefined, A, A, B, B, undefined]);
  assert.equal(refs.get(name), undefined);
  assert.deepEqual(refs.matching('refs/tags/', 2500), [[name, B]]);
  assert.deepEqual(refs.matching('refs/tags/'), []);
});

test('what is long past is forgotten', () => {
  const refs = new Refs();
  refs.record([{ name: 'refs/heads/a', from: undefined, to: A }], 0);
  refs.record([{ name: 'refs/heads/b', from: undefined, to: B }], REF_MEMORY + 1);
  assert.equal(refs.get('refs/heads/a', -1), A, 'as if it had always been so');
});
