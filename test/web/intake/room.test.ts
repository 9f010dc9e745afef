import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Room } from '../../../src/web/intake/room.ts';
import { headersOf, Letterbox, pieces, SlowBody } from './letters.ts';

const BODY = '{"action": "opened"}';

describe('the room for bodies under way', () => {
  test('is taken from whoever has been arriving for longest, never from the newest', async () => {
    const room = new Room(300);
    const box = new Letterbox({ room });
    const slow = [new SlowBody(), new SlowBody(), new SlowBody()];
    const answers = slow.map((body) => box.take(body, headersOf(BODY)));
    for (const body of slow) await body.send(Buffer.alloc(100));
    assert.equal(room.occupied, 300);
    assert.equal((await box.take(pieces(BODY), headersOf(BODY))).status, 202);
    assert.equal(room.occupied, 200);
    for (const body of slow) await body.end();
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    assert.deepEqual(statuses, [503, 401, 401]);
    assert.equal(room.occupied, 0);
  });

  test('is not taken from a body that is being stored', async () => {
    let finish = () => {};
    const stored = new Promise<'new'>((resolve) => {
      finish = () => resolve('new');
    });
    const room = new Room(2 * BODY.length - 1);
    const box = new Letterbox({ room, deliveries: { accept: () => stored } });
    const first = box.take(pieces(BODY), headersOf(BODY));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(await box.take(pieces(BODY), headersOf(BODY)), {
      status: 503,
      text: 'too much is arriving at once; deliver it again',
      close: true,
      retryAfter: 10,
    });
    finish();
    assert.equal((await first).status, 202);
    assert.equal(room.occupied, 0);
  });

  test('is not fooled by a body whose last piece came before it had to give way', async () => {
    const room = new Room(30);
    const box = new Letterbox({ room });
    const slow = new SlowBody();
    const answer = box.take(slow, headersOf(BODY));
    await slow.send(Buffer.from(BODY));
    assert.equal((await box.take(pieces(BODY), headersOf(BODY))).status, 202);
    await slow.end();
    assert.equal((await answer).status, 503);
    assert.equal(box.taken.length, 1);
  });

  test('holds a body that comes byte by byte at hardly more than its size', async () => {
    const room = new Room();
    const size = 300_000;
    const block = 64 * 1024;
    let most = 0;
    async function* body() {
      for (let sent = 0; sent < size; sent += 1) {
        yield Buffer.from(' ');
        most = Math.max(most, room.occupied);
      }
    }
    const whole = ' '.repeat(size);
    const { status } = await new Letterbox({ room }).take(body(), headersOf(whole));
    assert.equal(status, 202);
    assert.ok(most >= size && most <= size + 2 * block, String(most));
    assert.equal(room.occupied, 0);
  });
});
