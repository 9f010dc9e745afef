import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { Room } from '../../../src/web/intake/room.ts';
import { forgeriesOf, headersOf, ID, Letterbox, OLD, pieces, sign } from './letters.ts';

const BODY = '{"action": "opened"}';
const MEGABYTE = 1024 * 1024;

describe('taking in', () => {
  test('keeps what is signed before it says so', async () => {
    let finish = () => {};
    const kept = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const box = new Letterbox({ deliveries: { accept: () => kept.then(() => 'new' as const) } });
    let isAnswered = false;
    const answer = box.take(pieces(BODY), headersOf(BODY)).then((given) => {
      isAnswered = true;
      return given;
    });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(isAnswered, false);
    finish();
    assert.deepEqual(await answer, { status: 202, text: 'new' });
    assert.deepEqual(box.outcomes, ['new']);
  });

  test('takes nothing apart before the signature fits', async ({ mock }: TestContext) => {
    const parse = mock.method(JSON, 'parse');
    for (const [title, signature] of forgeriesOf(BODY)) {
      const box = new Letterbox();
      const headers = { ...headersOf(BODY), 'x-hub-signature-256': signature };
      const { status } = await box.take(pieces(BODY), headers);
      assert.equal(status, 401, title);
      assert.deepEqual([box.taken, box.outcomes, box.logged], [[], ['refused'], []], title);
    }
    assert.equal(parse.mock.callCount(), 0);
  });

  test('does not even read a body whose signature is none', async () => {
    async function* body() {
      yield assert.fail('it was read');
    }
    const headers = { ...headersOf(BODY), 'x-hub-signature-256': 'sha256=' };
    const answer = await new Letterbox().take(body(), headers);
    assert.deepEqual(answer, { status: 401, text: 'the signature does not fit', close: true });
  });

  test('says that the old secret is still in use, and only then', async () => {
    const box = new Letterbox();
    await box.take(pieces(BODY), headersOf(BODY));
    assert.deepEqual(box.logged, []);
    const headers = { ...headersOf(BODY), 'x-hub-signature-256': sign(BODY, OLD) };
    assert.equal((await box.take(pieces(BODY), headers)).status, 202);
    assert.deepEqual(box.logged, ['a webhook was signed with the old secret']);
  });

  for (const [title, name, value, status] of [
    ['compressed', 'content-encoding', 'gzip', 415],
    ['compressed twice', 'content-encoding', 'gzip, br', 415],
    ['a form', 'content-type', 'application/x-www-form-urlencoded', 415],
    ['announced as too large', 'content-length', '27262977', 413],
    ['not compressed, and said to be so', 'content-encoding', 'identity', 202],
  ] as const)
    test(`answers ${status} to what is ${title}`, async () => {
      const box = new Letterbox();
      const answer = await box.take(pieces(BODY), { ...headersOf(BODY), [name]: value });
      assert.equal(answer.status, status);
      assert.equal(answer.close === true, status !== 202);
      assert.equal(box.taken.length, status === 202 ? 1 : 0);
    });

  for (const [title, body] of [
    ['broken UTF-8', Buffer.from([0x7b, 0xc3, 0x28, 0x7d])],
    ['half a surrogate pair', Buffer.from([0xed, 0xa0, 0x80])],
    ['a zero byte', Buffer.from('{"a": "\0"}')],
  ] as const)
    test(`refuses ${title}, which no database keeps letter for letter, though it is signed`, async () => {
      const box = new Letterbox();
      const { status } = await box.take(pieces(body), headersOf(body));
      assert.equal(status, 400);
      assert.deepEqual([box.taken, box.outcomes], [[], ['refused']]);
      assert.deepEqual(box.logged, ['a signed webhook is no text']);
    });

  test('stores nothing of a body that breaks off', async () => {
    async function* body() {
      yield Buffer.from(BODY);
      throw new Error('ECONNRESET');
    }
    const box = new Letterbox();
    const answer = await box.take(body(), headersOf(BODY));
    assert.deepEqual(answer, { status: 400, text: 'the body broke off', close: true });
    assert.deepEqual([box.taken, box.outcomes], [[], ['refused']]);
  });

  test('stops reading at 26 MB, whatever was announced', async () => {
    let read = 0;
    async function* body() {
      for (; read < 60; read += 1) yield Buffer.alloc(MEGABYTE);
    }
    const { status } = await new Letterbox().take(body(), headersOf(BODY));
    assert.equal(status, 413);
    assert.equal(read, 26);
  });

  test('says when to come again, and nothing of the inside, where it cannot be stored', async () => {
    const accept = async () => {
      throw new Error('disk full at postgres://user:pass@host');
    };
    const box = new Letterbox({ deliveries: { accept } });
    assert.deepEqual(await box.take(pieces(BODY), headersOf(BODY)), {
      status: 503,
      text: 'it could not be stored; deliver it again',
      retryAfter: 10,
    });
    assert.deepEqual(box.outcomes, ['failed']);
  });

  test('keeps a body letter for letter in whatever pieces it comes, and leaves no room taken', async () => {
    const parts = fc.array(fc.string({ unit: 'grapheme', maxLength: 50 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(parts, fc.nat(400), async (texts, cut) => {
        const body = texts.join('').replaceAll('\0', '');
        const bytes = Buffer.from(body);
        const room = new Room();
        const box = new Letterbox({ room });
        const chunks = [bytes.subarray(0, cut), bytes.subarray(cut)];
        const answer = await box.take(pieces(...chunks), headersOf(body));
        assert.equal(answer.status, 202);
        assert.deepEqual(box.taken, [{ id: ID, event: 'issues', body }]);
        assert.equal(room.occupied, 0);
      }),
    );
  });
});
