import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCommit, parseTag } from './objects.ts';

const OID = '0'.repeat(40);
const STAMP = 'alice <alice@example.com> 1777885920 +0200';

test('a signed commit gives back the very text that was signed', () => {
  const payload = `tree ${OID}\nparent ${OID}\nauthor ${STAMP}\ncommitter ${STAMP}\n\nChange\n\nWhy.\n`;
  const signature = '-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----';
  const folded = `gpgsig ${signature.replaceAll('\n', '\n ')}\n`;
  const text = payload.replace('\n\nChange', `\n${folded}\nChange`);
  const commit = parseCommit(OID, Buffer.from(text));
  assert.deepEqual(commit.signed, { signature, payload });
  assert.equal(commit.message, 'Change\n\nWhy.\n');
  assert.deepEqual(commit.parents, [OID]);
  assert.deepEqual(commit.author, {
    name: 'alice',
    email: 'alice@example.com',
    date: 1_777_885_920_000,
  });
});

test('a tag’s signature is the last one in it, and a tag may have no tagger', () => {
  const body = `object ${OID}\ntype commit\ntag v1\n\nQuoting\n-----BEGIN PGP SIGNATURE-----\nof another\n`;
  const signature = '-----BEGIN SSH SIGNATURE-----\nabc\n-----END SSH SIGNATURE-----\n';
  const tag = parseTag(OID, Buffer.from(body + signature));
  assert.deepEqual(tag.signed, { payload: body, signature });
  assert.equal(tag.tagger, undefined);
  assert.equal(tag.name, 'v1');
});

test('the word gpgsig in a message signs nothing', () => {
  const text = `tree ${OID}\nauthor ${STAMP}\ncommitter ${STAMP}\n\ngpgsig is a word\n`;
  assert.equal(parseCommit(OID, Buffer.from(text)).signed, undefined);
});
