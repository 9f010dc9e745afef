import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { asking } from '../../../src/adapters/github/failures.ts';
import type { Token } from '../../../src/adapters/github/octokit/caller.ts';
import { makeOctokit, type Octokit } from '../../../src/adapters/github/octokit.ts';
import { RingmasterError, type TroubleCode } from '../../../src/domain/errors.ts';
import { lineTo } from '../../support/line.ts';

const SCOPE = { key: 'installation/7', installation: 7 };
const AT = { owner: 'acme', repo: 'app', issue_number: 1 };

type Reply = (request: IncomingMessage, response: ServerResponse) => void;

/** What the server was asked, in the order it was asked. */
interface Seen {
  readonly line: string;
  readonly token: string | undefined;
  readonly body: string;
}

describe('the client', () => {
  let server: Server;
  let seen: Seen[];
  let replies: Reply[];
  let baseUrl: string;

  beforeEach(async () => {
    seen = [];
    replies = [];
    server = createServer(async (request, response) => {
      const body = (await request.toArray()).join('');
      const { method, url, headers } = request;
      seen.push({ line: `${method} ${url}`, token: headers.authorization, body });
      (replies.shift() ?? json({ id: 1, created_at: '2026-05-04T09:00:00Z' }))(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    baseUrl = `http://127.0.0.1:${address.port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const clientWith = (token: Token, line = lineTo(baseUrl)) =>
    makeOctokit(line, { scope: SCOPE, token });
  const client = () => clientWith(async () => 'one');
  const read = (octokit: Octokit) =>
    asking('reading', 'read', () => octokit.rest.issues.get(AT).then(({ data }) => data));
  const write = (octokit: Octokit) =>
    asking('commenting', 'write', () =>
      octokit.rest.issues.createComment({ ...AT, body: 'x' }).then(({ data }) => data),
    );

  const NO_ANSWERS: readonly (readonly [string, Reply, TroubleCode])[] = [
    ['is cut off', cutOff, 'outside-garbled'],
    ['is no JSON', text('<html>Unicorn!</html>', 'text/html'), 'outside-garbled'],
    ['calls itself JSON and is none', text('{"id": 1, ', 'application/json'), 'outside-garbled'],
    ['is a failure', status(502), 'outside-unreachable'],
    ['never comes', reset, 'outside-unreachable'],
  ];
  for (const [what, reply, code] of NO_ANSWERS) {
    test(`asks for something again, three times at most, where the answer ${what}`, async () => {
      replies = [reply, reply];
      await read(client());
      assert.equal(seen.length, 3);
      replies = [reply, reply, reply, reply];
      await assert.rejects(read(client()), isTrouble(code));
      assert.equal(seen.length, 6);
    });

    test(`changes something once, and does not know whether it did, where the answer ${what}`, async () => {
      replies = [reply];
      await assert.rejects(write(client()), isTrouble('outcome-unknown'));
      assert.equal(seen.length, 1);
    });
  }

  test('asks a GraphQL question again where GitHub could not find an answer, and changes nothing twice', async () => {
    const failed = json({ data: null, errors: [{ message: 'Something went wrong' }] });
    replies = [failed, json({ data: { x: 1 } })];
    assert.deepEqual(await client().graphql('query Q { x }'), { x: 1 });
    replies = [failed];
    const change = () => client().graphql('mutation M { x }');
    await assert.rejects(asking('changing', 'write', change), isTrouble('outcome-unknown'));
    assert.equal(seen.length, 3);
  });

  test('does not know what became of a mutation of which a part was done', async () => {
    const errors = [{ type: 'UNPROCESSABLE', message: 'Base does not exist' }];
    const data = { createRef: { ref: { id: 'x' } }, createPullRequest: null };
    const change = () => client().graphql('mutation M { x }');
    replies = [json({ data, errors }), json({ data: { ...data, createRef: null }, errors })];
    await assert.rejects(asking('proposing', 'write', change), isTrouble('outcome-unknown'));
    await assert.rejects(asking('proposing', 'write', change), isTrouble('outside-refused'));
  });

  test('is not stuck for longer than twenty seconds, however slow the answers are', async () => {
    let time = Date.parse('2026-05-04T09:00:00Z');
    const begun = time;
    const line = lineTo(baseUrl);
    const clock = {
      now: () => new Date(time).toISOString(),
      sleep: async (duration: number) => {
        time += duration;
      },
    };
    const slow: Reply = (request, response) => {
      time += 9000;
      status(502)(request, response);
    };
    replies = [slow, slow, slow];
    await assert.rejects(read(clientWith(async () => 'one', { ...line, clock })));
    assert.equal(seen.length, 2);
    assert.ok(time - begun <= 20_000, `it took ${time - begun} ms`);
  });

  test('finds a repository that was renamed, with the same method and body', async () => {
    for (const code of [301, 307, 308]) {
      replies = [moved(code, '/repositories/7/issues/1')];
      await read(client());
      replies = [moved(code, '/repositories/7/issues/1/comments')];
      assert.equal((await write(client())).id, 1);
    }
    assert.deepEqual(
      seen.slice(0, 4).map(({ line, token, body }) => [line, token, body]),
      [
        ['GET /repos/acme/app/issues/1', 'token one', ''],
        ['GET /repositories/7/issues/1', 'token one', ''],
        ['POST /repos/acme/app/issues/1/comments', 'token one', '{"body":"x"}'],
        ['POST /repositories/7/issues/1/comments', 'token one', '{"body":"x"}'],
      ],
    );
    assert.equal(seen.length, 12);
  });

  test('never takes its token to another server, nor in circles', async () => {
    const elsewhere = moved(307, 'http://localhost:1/repositories/7/issues/1');
    replies = [elsewhere];
    await assert.rejects(read(client()), isTrouble('outside-refused'));
    const circle = moved(301, '/repos/acme/app/issues/1');
    replies = new Array(20).fill(circle);
    await assert.rejects(read(client()), isTrouble('outside-refused'));
    assert.equal(seen.length, 5);
  });

  describe('whose token is not accepted any more', () => {
    const tokens: Token = async ({ fresh }) => (fresh ? 'two' : 'one');
    const refused = status(401, { message: 'Bad credentials' });

    for (const [what, ask] of [
      ['reads', read],
      ['writes', write],
    ] as const)
      test(`gets another one, and ${what} with it`, async () => {
        replies = [refused];
        assert.equal((await ask(clientWith(tokens))).id, 1);
        assert.deepEqual(
          seen.map(({ token }) => token),
          ['token one', 'token two'],
        );
      });

    test('gets another one only once', async () => {
      replies = [refused, refused, refused];
      await assert.rejects(write(clientWith(tokens)), isTrouble('access-missing'));
      assert.equal(seen.length, 2);
    });

    test('does not try the same one twice', async () => {
      replies = [refused];
      await assert.rejects(write(client()), isTrouble('access-missing'));
      assert.equal(seen.length, 1);
    });
  });

  test('does not send a write any more for which it waited too long for a token', async () => {
    let time = Date.parse('2026-05-04T09:00:00Z');
    const clock = { now: () => new Date(time).toISOString(), sleep: async () => {} };
    const late: Token = async () => {
      time += 6000;
      return 'one';
    };
    const octokit = clientWith(late, { ...lineTo(baseUrl), clock });
    await assert.rejects(write(octokit), isTrouble('outside-unreachable'));
    assert.deepEqual(seen, []);
    await read(octokit);
  });
});

function json(body: object): Reply {
  return text(JSON.stringify(body), 'application/json; charset=utf-8');
}

function text(body: string, type: string): Reply {
  return (_, response) => response.writeHead(200, { 'content-type': type }).end(body);
}

function status(code: number, body: object = {}): Reply {
  return (_, response) =>
    response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function moved(code: number, location: string): Reply {
  const body = JSON.stringify({ message: 'Moved Permanently' });
  return (_, response) =>
    response.writeHead(code, { location, 'content-type': 'application/json' }).end(body);
}

/** The answer was begun, and the connection broke. */
function cutOff({ socket }: IncomingMessage, response: ServerResponse): void {
  const headers = { 'content-type': 'application/json', 'content-length': '1000' };
  response.writeHead(200, headers).write('{"id": 1', () => socket.destroy());
}

function reset({ socket }: IncomingMessage): void {
  socket.destroy();
}

function isTrouble(code: TroubleCode) {
  return (error: unknown) => {
    assert.ok(error instanceof RingmasterError, String(error));
    assert.equal(error.code, code);
    return true;
  };
}
