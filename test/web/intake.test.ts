import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { after, before, beforeEach, describe, type TestContext, test } from 'node:test';
import { request } from 'undici';
import type { IntakeOptions } from '../../src/web/intake.ts';
import { WEBHOOK_PATH, webServer } from '../../src/web/server.ts';
import { openDoor } from './intake/door.ts';
import { forgeriesOf, headersOf, ID, Letterbox, OLD, sign } from './intake/letters.ts';

const BODY = '{"action": "opened"}';

describe('the intake', () => {
  let server: Server;
  let url: string;
  let box: Letterbox;

  before(async () => {
    const options: IntakeOptions = {
      secrets: new Letterbox().options.secrets,
      deliveries: { accept: (delivery) => box.options.deliveries.accept(delivery) },
      meter: { delivery: (outcome) => box.options.meter.delivery(outcome) },
      log: new Letterbox().options.log,
    };
    const door = await openDoor(options);
    server = door.server;
    url = `http://127.0.0.1:${door.port}`;
  });
  beforeEach(() => {
    box = new Letterbox();
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  async function deliver(
    body: string | Buffer,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ status: number; text: string; retryAfter?: unknown }> {
    const all = { ...headersOf(body), ...headers };
    const answer = await request(url, { method: 'POST', headers: all, body });
    const { 'retry-after': retryAfter } = answer.headers;
    const text = await answer.body.text();
    return { status: answer.statusCode, text, ...(retryAfter ? { retryAfter } : {}) };
  }

  test('keeps what is signed, letter for letter, and says so', async () => {
    assert.deepEqual(await deliver(BODY), { status: 202, text: 'new\n' });
    assert.deepEqual(box.taken, [{ id: ID, event: 'issues', body: BODY }]);
    assert.deepEqual(await deliver(BODY), { status: 202, text: 'duplicate\n' });
    assert.deepEqual(box.outcomes, ['new', 'duplicate']);
  });

  test('knows two secrets while one is being replaced', async () => {
    assert.equal((await deliver(BODY, { 'x-hub-signature-256': sign(BODY, OLD) })).status, 202);
  });

  for (const [title, signature] of forgeriesOf(BODY))
    test(`refuses ${title}, and never reads the body`, async ({ mock }: TestContext) => {
      const parse = mock.method(JSON, 'parse');
      const { status } = await deliver(BODY, { 'x-hub-signature-256': signature });
      assert.equal(status, 401);
      assert.deepEqual(box.taken, []);
      // The client that asks parses texts of its own.
      const texts = parse.mock.calls.map((call) => String(call.arguments[0]));
      assert.ok(texts.every((each) => !each.includes('opened')));
    });

  for (const [title, headers] of [
    ['without an event', { 'x-github-event': '' }],
    ['without a delivery id', { 'x-github-delivery': '' }],
    ['with a delivery id that is none', { 'x-github-delivery': "x'; drop table deliveries" }],
    ['with an event that is none', { 'x-github-event': '../issues' }],
  ] as const)
    test(`refuses a request ${title}`, async () => {
      assert.equal((await deliver(BODY, headers)).status, 400);
    });

  test('refuses by its size what is larger than GitHub ever sends, before reading it', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    const headers = Object.entries({ ...headersOf(BODY), 'content-length': '400000000' });
    socket.write(
      `POST / HTTP/1.1\r\nHost: x\r\n${headers.map((each) => `${each.join(': ')}\r\n`).join('')}\r\n`,
    );
    const [answer] = await once(socket, 'data');
    assert.match(String(answer), /^HTTP\/1\.1 413/);
    await once(socket, 'close');
  });

  test('cuts off what grows too large while it streams in', async () => {
    const chunk = Buffer.alloc(1024 * 1024);
    async function* endless() {
      for (let sent = 0; sent < 60; sent += 1) yield chunk;
    }
    const outcome = await request(url, {
      method: 'POST',
      headers: headersOf(BODY),
      body: Readable.from(endless()),
    }).then(
      ({ statusCode }) => statusCode,
      () => 'cut off',
    );
    assert.ok(outcome === 413 || outcome === 'cut off', String(outcome));
    assert.deepEqual(box.outcomes, ['refused']);
  });

  test('says 503, when to come again, and nothing about the inside, when it cannot be stored', async () => {
    const accept = async () => {
      throw new Error('disk full at postgres://user:pass@host');
    };
    box = new Letterbox({ deliveries: { accept } });
    const { status, text, retryAfter } = await deliver(BODY);
    assert.deepEqual([status, retryAfter], [503, '10']);
    assert.doesNotMatch(text, /postgres|disk/);
    assert.deepEqual(box.outcomes, ['failed']);
  });
});

test('answers health, and nothing else', async () => {
  const { options } = new Letterbox();
  const sweep = { every: 600_000, age: () => 0 };
  const queue = { waiting: 0, active: 0, oldest: 0 };
  const server = webServer({
    ...options,
    vitals: async () => ({ queue, openReleases: 3, setAside: 0 }),
    sweeps: { repositories: sweep, deliveries: sweep },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    const ask = async (method: 'GET' | 'POST', path: string): Promise<number> => {
      const answer = await request(`http://127.0.0.1:${address.port}${path}`, { method });
      await answer.body.dump();
      return answer.statusCode;
    };
    for (const [method, path, status] of [
      ['GET', '/healthz', 200],
      ['GET', '/', 404],
      ['GET', WEBHOOK_PATH, 404],
      ['POST', '/healthz', 404],
      ['GET', '/probot', 404],
      ['POST', '/probot/import', 404],
      ['GET', '/probot/setup', 404],
      ['GET', '/ping', 404],
      ['GET', '/../etc/passwd', 404],
    ] as const) {
      assert.equal(await ask(method, path), status, `${method} ${path}`);
    }
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
