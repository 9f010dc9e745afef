import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, beforeEach, describe, type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { request } from 'undici';
import type { Delivery } from '../../src/plugin/store.ts';
import { WEBHOOK_PATH, webServer } from '../../src/web/server.ts';
import { SILENT } from '../support/log.ts';
import { SILENT_METER } from '../support/meter.ts';

const SECRET = 'the secret of this test';

describe('the server', () => {
  let server: Server;
  let port: number;
  let taken: Delivery[];
  let errors: string[];

  before(async () => {
    server = webServer({
      secrets: [SECRET],
      deliveries: {
        accept: async (delivery) => {
          taken.push(delivery);
          return 'new';
        },
      },
      meter: SILENT_METER,
      vitals: async () => ({
        queue: { waiting: 0, active: 0, oldest: 0 },
        openReleases: 3,
        setAside: 0,
      }),
      sweeps: {
        repositories: { every: 600_000, age: () => 0 },
        deliveries: { every: 300_000, age: () => 0 },
      },
      log: { ...SILENT, error: (message) => errors.push(message) },
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    ({ port } = address);
  });
  beforeEach(() => {
    taken = [];
    errors = [];
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  const isWell = async () => {
    const { statusCode, body } = await request(`http://127.0.0.1:${port}/healthz`);
    await body.dump();
    return statusCode === 200;
  };

  /** Sends bytes as they are, hangs up, and waits until the other side has noticed. */
  const throwAt = async (bytes: string) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    const answer = text(socket);
    socket.end(bytes);
    await once(socket, 'close');
    return answer;
  };

  for (const [title, bytes] of [
    ['no HTTP', 'nonsense\r\n\r\n'],
    ['an address that is none', 'GET // HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['an address of another server', 'GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a body that breaks off', `POST ${WEBHOOK_PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n`],
    [
      'a signed webhook that breaks off',
      `POST ${WEBHOOK_PATH} HTTP/1.1\r\nHost: x\r\nX-GitHub-Event: push\r\nX-GitHub-Delivery: 1\r\nX-Hub-Signature-256: x\r\nContent-Length: 9\r\n\r\n{"a`,
    ],
    [
      'a length that is none',
      `POST ${WEBHOOK_PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n`,
    ],
    [
      'pieces of no size',
      `POST ${WEBHOOK_PATH} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
    ],
  ] as const)
    test(`survives ${title}`, async () => {
      await throwAt(bytes);
      assert.ok(await isWell());
      assert.deepEqual(taken, []);
    });

  for (const address of ['//', '//x', 'http://[', '*'])
    test(`has nothing at ${address}, and does not complain about it`, async () => {
      assert.match(await throwAt(`GET ${address} HTTP/1.1\r\nHost: x\r\n\r\n`), /^HTTP\/1\.1 404 /);
      assert.deepEqual(errors, []);
    });

  test('never takes a forged body apart', async ({ mock }: TestContext) => {
    const parse = mock.method(JSON, 'parse');
    const answer = await request(`http://127.0.0.1:${port}${WEBHOOK_PATH}`, {
      method: 'POST',
      headers: {
        'x-github-event': 'push',
        'x-github-delivery': '1',
        'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
      },
      body: '{"ref": "refs/tags/v1"}',
    });
    await answer.body.dump();
    assert.equal(answer.statusCode, 401);
    assert.equal(parse.mock.callCount(), 0);
  });

  test('unpacks no compressed body, whoever signed it', async () => {
    const body = Buffer.from('1f8b0800', 'hex');
    const answer = await request(`http://127.0.0.1:${port}${WEBHOOK_PATH}`, {
      method: 'POST',
      headers: {
        'content-encoding': 'gzip',
        'x-github-event': 'push',
        'x-github-delivery': '1',
        'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`,
      },
      body,
    });
    await answer.body.dump();
    assert.equal(answer.statusCode, 415);
    assert.deepEqual(taken, []);
  });

  test('answers 202 or refuses, whatever a signed body says', async () => {
    const bodies = fc.oneof(fc.json(), fc.string(), fc.string({ unit: 'binary' }));
    const events = fc.constantFrom('push', 'issues', 'issue_comment', 'no_such_event', 'Push', '');
    await fc.assert(
      fc.asyncProperty(bodies, events, fc.boolean(), async (body, event, honest) => {
        const hmac = createHmac('sha256', honest ? SECRET : 'guessed').update(body);
        const answer = await request(`http://127.0.0.1:${port}${WEBHOOK_PATH}`, {
          method: 'POST',
          headers: {
            'x-github-event': event,
            'x-github-delivery': '1',
            'x-hub-signature-256': `sha256=${hmac.digest('hex')}`,
          },
          body,
        });
        await answer.body.dump();
        assert.equal(answer.statusCode, expectedStatus({ body, event, honest }));
      }),
      { numRuns: 300 },
    );
    assert.ok(await isWell());
  });
});

interface Sent {
  readonly body: string;
  readonly event: string;
  readonly honest: boolean;
}

/** A signed body is taken in whatever it says, but for zero bytes, which no database keeps. */
function expectedStatus({ body, event, honest }: Sent): number {
  if (!/^[a-z_]+$/.test(event)) return 400;
  if (!honest) return 401;
  return body.includes('\0') ? 400 : 202;
}
