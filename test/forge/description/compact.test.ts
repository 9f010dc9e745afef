import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compacted } from './compact.ts';
import { corrected } from './corrections.ts';

const COMPONENT = '#/components/schemas/';

test('only what is needed stays, and references lead to it', () => {
  const content = {
    operations: { 'GET /a': { $ref: `${COMPONENT}a` } },
    definitions: {
      a: { type: 'object', properties: { b: { $ref: `${COMPONENT}b` } } },
      b: { type: 'string', description: 'words', example: 'more' },
      c: { type: 'number' },
    },
  };
  assert.deepEqual(compacted(content), {
    operations: { 'GET /a': { $ref: '#/definitions/a' } },
    definitions: {
      a: { type: 'object', properties: { b: { $ref: '#/definitions/b' } } },
      b: { type: 'string' },
    },
  });
});

test('a property may be called like a word of the description', () => {
  const definitions = {};
  const schema = { type: 'object', properties: { description: { type: 'string' }, nullable: {} } };
  assert.deepEqual(compacted({ events: { it: schema }, definitions }), {
    events: { it: schema },
    definitions,
  });
});

test('nullable becomes a type, a value, or an alternative', () => {
  const cases = {
    text: [{ type: 'string', nullable: true }, { type: ['string', 'null'] }],
    word: [
      { type: 'string', enum: ['a'], nullable: true },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    either: [
      { nullable: true, anyOf: [{ type: 'string' }] },
      { anyOf: [{ type: 'null' }, { anyOf: [{ type: 'string' }] }] },
    ],
    never: [{ type: 'string', nullable: false }, { type: 'string' }],
  };
  for (const [name, [before, after]] of Object.entries(cases)) {
    const { events } = compacted({ events: { it: before }, definitions: {} });
    assert.deepEqual(events, { it: after }, name);
  }
});

test('a correction that has nothing to correct is an error', () => {
  assert.throws(() => corrected({ paths: {} }), /nothing to correct at \/app\/installations/);
});
