import assert from 'node:assert/strict';
import { after, before, describe, type TestContext, test } from 'node:test';
import { Agent, request } from 'undici';
import { headersOf } from './letters.ts';
import { attack, Castle, forgedHead, pour } from './siege.ts';

const MEGABYTE = 1024 * 1024;
const BODY = JSON.stringify({ action: 'created', comment: { body: 'x'.repeat(12_000) } });

describe('under siege', () => {
  let castle: Castle;
  const dispatcher = new Agent({ connections: 8 });

  before(async () => {
    castle = await Castle.build();
    for (let warm = 0; warm < 2_000; warm += 1) await deliver(`warm-${warm}`);
  });
  after(async () => {
    await dispatcher.close();
    await castle.tearDown();
  });

  async function deliver(id: string): Promise<number> {
    const headers = { ...headersOf(BODY), 'x-github-delivery': id };
    const url = `http://127.0.0.1:${castle.port}/webhooks/github`;
    const answer = await request(url, { method: 'POST', headers, body: BODY, dispatcher });
    await answer.body.dump();
    return answer.statusCode;
  }

  /** How far the memory rose above where it stood, in megabytes. */
  async function growth(context: TestContext, siege: () => Promise<void>): Promise<number> {
    const { now } = await castle.cost();
    await siege();
    const { peak } = await castle.cost();
    const grown = Math.round((peak - now) / MEGABYTE);
    context.diagnostic(`memory rose by ${grown} MB`);
    return grown;
  }

  test('a body of 400 MB that nobody signed costs less than 60 MB of memory', async (context) => {
    const chunk = Buffer.concat([
      Buffer.from('100000\r\n'),
      Buffer.alloc(MEGABYTE, 'x'),
      Buffer.from('\r\n'),
    ]);
    const grown = await growth(context, async () => {
      const socket = await attack(castle.port);
      socket.write(forgedHead('Transfer-Encoding: chunked'));
      const { sent } = await pour(socket, chunk, 400);
      assert.ok(sent < 60 * MEGABYTE, `it took ${sent} bytes`);
    });
    assert.ok(grown < 60, `${grown} MB`);
    assert.equal(await deliver('after-the-flood'), 202);
  });

  test('a body that comes byte by byte costs no more', async (context) => {
    const chunk = Buffer.from('1\r\nx\r\n'.repeat(50_000));
    const grown = await growth(context, async () => {
      const socket = await attack(castle.port);
      socket.write(forgedHead('Transfer-Encoding: chunked'));
      const poured = pour(socket, chunk, 40);
      socket.write('0\r\n\r\n');
      socket.end();
      await poured;
    });
    assert.ok(grown < 60, `${grown} MB`);
  });

  test('fifty bodies of 25 MB at once, which nobody signed, stay within the room for all', async (context) => {
    const chunk = Buffer.alloc(MEGABYTE, 'x');
    const answers: string[] = [];
    const grown = await growth(context, async () => {
      const floods = Array.from({ length: 50 }, async () => {
        const socket = await attack(castle.port);
        socket.write(forgedHead(`Content-Length: ${25 * MEGABYTE}`));
        answers.push((await pour(socket, chunk, 25)).answer.slice('HTTP/1.1 '.length, 12));
      });
      for (let good = 0; good < 50; good += 1) assert.equal(await deliver(`flood-${good}`), 202);
      await Promise.all(floods);
    });
    context.diagnostic(`answers: ${answers.toSorted().join(', ')}`);
    assert.ok(grown < 150, `${grown} MB`);
    assert.equal(answers.length, 50);
    assert.equal(
      answers.some((each) => each === '202'),
      false,
    );
  });

  test('a thousand slow senders delay nobody, and are sent away', async (context) => {
    const slow = await Promise.all(Array.from({ length: 1_000 }, () => attack(castle.port)));
    // Whoever still writes is sent away by a reset, which `once` would take for a failure.
    const gone = slow.map((socket) => new Promise((done) => socket.resume().once('close', done)));
    const half = forgedHead('Content-Length: 1000').slice(0, -2);
    slow.forEach((socket, index) => {
      socket.write(index % 2 === 0 ? half : `${half}\r\nx`);
    });
    const trickle = setInterval(() => {
      for (const socket of slow) if (socket.writable) socket.write('x');
    }, 500);
    try {
      const times: number[] = [];
      for (let good = 0; good < 500; good += 1) {
        const begun = performance.now();
        assert.equal(await deliver(`slow-${good}`), 202);
        times.push(performance.now() - begun);
      }
      const sorted = times.toSorted((a, b) => a - b);
      context.diagnostic(
        `p50 ${sorted[250]?.toFixed(1)} ms, p99 ${sorted[495]?.toFixed(1)} ms beside 1,000 slow sockets`,
      );
      await Promise.all(gone.filter((_, index) => index % 2 === 0));
    } finally {
      clearInterval(trickle);
      for (const socket of slow) socket.destroy();
    }
  });
});
