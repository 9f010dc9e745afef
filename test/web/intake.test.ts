import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { after, before, beforeEach, describe, test } from 'node:test';
import { request } from 'undici';
import type { Delivery, Releases } from '../../src/plugin/store.ts';
import { WEBHOOK_PATH, webServer } from '../../src/web/server.ts';
import { SILENT } from '../support/log.ts';
import { only } from '../support/release.ts';

const OLD = 'the old secret of this test';
const NEW = 'the new secret of this test';
const BODY = '{"action": "opened"}';

function sign(body: string | Buffer, secret = NEW): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

describe('the intake', () => {
  let server: Server;
  let url: string;
  let taken: Delivery[];
  let broken = false;

  before(async () => {
    const deliveries = {
      accept: async (delivery: Delivery) => {
        if (broken) throw new Error('disk full at postgres://user:pass@host');
        const known = taken.some(({ id }) => id === delivery.id);
        if (!known) taken.push(delivery);
        return known ? ('duplicate' as const) : ('new' as const);
      },
    };
    server = webServer({
      secrets: [NEW, OLD],
      deliveries,
      store: {
        check: async () => {},
        releases: only<Releases>('releases', { countOpen: async () => 3 }),
      },
      queue: { size: async () => ({ waiting: 2, active: 1 }) },
      log: SILENT,
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    url = `http://127.0.0.1:${address.port}`;
  });
  beforeEach(() => {
    taken = [];
    broken = false;
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  async function deliver(
    body: string | Buffer,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ status: number; text: string }> {
    const answer = await request(`${url}${WEBHOOK_PATH}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'issues',
        'x-github-delivery': '11111111-2222-3333-4444-555555555555',
        'x-hub-signature-256': sign(body),
        ...headers,
      },
      body,
    });
    return { status: answer.statusCode, text: await answer.body.text() };
  }

  test('keeps what is signed, letter for letter, and says so', async () => {
    assert.deepEqual(await deliver(BODY), { status: 202, text: 'new\n' });
    assert.deepEqual(taken, [
      { id: '11111111-2222-3333-4444-555555555555', event: 'issues', body: BODY },
    ]);
    assert.deepEqual(await deliver(BODY), { status: 202, text: 'duplicate\n' });
  });

  test('knows two secrets while one is being replaced', async () => {
    assert.equal((await deliver(BODY, { 'x-hub-signature-256': sign(BODY, OLD) })).status, 202);
  });

  const FORGED: readonly (readonly [string, string])[] = [
    ['no signature at all', ''],
    ['a SHA-1 signature', `sha1=${'a'.repeat(40)}`],
    ['another secret', sign(BODY, 'a secret nobody has set')],
    ['a signature of another body', sign(`${BODY} `)],
    ['a short signature', sign(BODY).slice(0, -2)],
    ['a long signature', `${sign(BODY)}00`],
    ['upper case digits', sign(BODY).toUpperCase()],
    ['a signature without its name', sign(BODY).slice('sha256='.length)],
    ['two signatures', `${sign(BODY)}, ${sign(BODY)}`],
    ['zeros', `sha256=${'0'.repeat(64)}`],
    ['an empty digest', 'sha256='],
    ['base64 in place of hex', `sha256=${createHmac('sha256', NEW).update(BODY).digest('base64')}`],
  ];
  for (const [title, signature] of FORGED)
    test(`refuses ${title}, and never reads the body`, async () => {
      const { status } = await deliver(BODY, { 'x-hub-signature-256': signature });
      assert.equal(status, 401);
      assert.deepEqual(taken, []);
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
    socket.write(
      `POST ${WEBHOOK_PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 400000000\r\nX-GitHub-Event: issues\r\nX-GitHub-Delivery: 1\r\nX-Hub-Signature-256: x\r\n\r\n`,
    );
    const [answer] = await once(socket, 'data');
    assert.match(String(answer), /^HTTP\/1\.1 413/);
    socket.destroy();
  });

  test('cuts off what grows too large while it streams in', async () => {
    const chunk = Buffer.alloc(1024 * 1024);
    async function* endless() {
      for (let sent = 0; sent < 60; sent += 1) yield chunk;
    }
    const outcome = await request(`${url}${WEBHOOK_PATH}`, {
      method: 'POST',
      headers: { 'x-github-event': 'issues', 'x-github-delivery': '1', 'x-hub-signature-256': 'x' },
      body: Readable.from(endless()),
    }).then(
      ({ statusCode }) => statusCode,
      () => 'cut off',
    );
    assert.ok(outcome === 413 || outcome === 'cut off', String(outcome));
  });

  test('says 503, and nothing about the inside, when it cannot be stored', async () => {
    broken = true;
    const { status, text } = await deliver(BODY);
    assert.equal(status, 503);
    assert.doesNotMatch(text, /postgres|disk/);
  });

  test('answers health, and nothing else', async () => {
    const health = await request(`${url}/healthz`);
    assert.deepEqual(await health.body.json(), {
      status: 'ok',
      queue: { waiting: 2, active: 1 },
      openReleases: 3,
    });
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', WEBHOOK_PATH],
      ['POST', '/healthz'],
      ['GET', '/probot'],
      ['POST', '/probot/import'],
      ['GET', '/probot/setup'],
      ['GET', '/ping'],
      ['GET', '/../etc/passwd'],
    ] as const) {
      const { statusCode, body } = await request(`${url}${path}`, { method });
      await body.dump();
      assert.equal(statusCode, 404, `${method} ${path}`);
    }
  });
});
