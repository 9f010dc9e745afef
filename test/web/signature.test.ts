import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { readSignature, SignatureCheck } from '../../src/web/signature.ts';

const OLD = 'the old secret of this test';
const NEW = 'the new secret of this test';

function signed(body: Buffer, secret = NEW): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

function fits(secrets: readonly string[], chunks: readonly Buffer[], header: string): boolean {
  const check = new SignatureCheck(secrets);
  for (const chunk of chunks) check.add(chunk);
  const given = readSignature(header);
  return given !== undefined && check.fitting(given) !== undefined;
}

const BYTES = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));

test('a body fits its signature, in whatever pieces it comes, and no other body does', () => {
  fc.assert(
    fc.property(fc.array(BYTES), BYTES, (chunks, other) => {
      const body = Buffer.concat(chunks);
      const header = signed(body);
      assert.ok(fits([NEW], chunks, header));
      if (!other.equals(body)) assert.equal(fits([NEW], [other], header), false);
    }),
  );
});

test('no header fits but the very one', () => {
  const body = Buffer.from('{"action": "opened"}');
  const header = signed(body);
  const change = fc.record({ at: fc.nat(header.length - 1), by: fc.string({ maxLength: 3 }) });
  fc.assert(
    fc.property(change, ({ at, by }) => {
      const forged = header.slice(0, at) + by + header.slice(at + 1);
      if (forged !== header) assert.equal(fits([NEW], [body], forged), false, forged);
    }),
    { numRuns: 2000 },
  );
});

test('the old secret serves beside the new one until it is taken away', () => {
  const body = Buffer.from('{}');
  assert.ok(fits([NEW, OLD], [body], signed(body, OLD)));
  assert.ok(fits([NEW, OLD], [body], signed(body, NEW)));
  assert.equal(fits([NEW], [body], signed(body, OLD)), false);
});

test('without a secret nothing fits', () => {
  const body = Buffer.from('{}');
  assert.equal(fits([], [body], signed(body, '')), false);
});

test('it is known which secret a body was signed with', () => {
  const body = Buffer.from('{}');
  const check = (header: string) => {
    const each = new SignatureCheck([NEW, OLD]);
    each.add(body);
    return each.fitting(readSignature(header) ?? Buffer.alloc(0));
  };
  assert.equal(check(signed(body, NEW)), 0);
  assert.equal(check(signed(body, OLD)), 1);
  assert.equal(check(signed(body, 'another')), undefined);
});
