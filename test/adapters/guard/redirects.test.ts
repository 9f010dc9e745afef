import assert from 'node:assert/strict';
import { test } from 'node:test';
import { get, guard, hello, REFUSED, server } from './world.ts';

test('a redirect to loopback is refused before it is followed', async (t) => {
  const target = await hello(t);
  const source = await server(t, (_, response) =>
    response.writeHead(302, { location: `${target.url}/secret` }).end(),
  );
  const made = guard(t, { mirrors: { 'registry.example': source.url } });
  for (const acrossHosts of [false, true]) {
    await assert.rejects(get(made, 'https://registry.example/', { acrossHosts }), REFUSED);
  }
  assert.equal(target.seen.length, 0);
});

test('a redirect to a name that resolves to loopback is refused', async (t) => {
  const target = await hello(t);
  const source = await server(t, (_, response) =>
    response.writeHead(307, { location: `https://inside.example:${target.port}/` }).end(),
  );
  const resolve = () => Promise.resolve(['127.0.0.1']);
  const made = guard(t, { resolve, mirrors: { 'registry.example': source.url } });
  await assert.rejects(get(made, 'https://registry.example/', { acrossHosts: true }), REFUSED);
  assert.equal(target.seen.length, 0);
});

test('a redirect away from https, or with a password in it, is refused', async (t) => {
  for (const location of ['http://other.example/', 'https://a:b@other.example/', 'file:///etc']) {
    const { url } = await server(t, (_, response) => response.writeHead(307, { location }).end());
    const made = guard(t, { mirrors: { 'registry.example': url } });
    await assert.rejects(get(made, 'https://registry.example/', { acrossHosts: true }), REFUSED);
  }
});

test('a redirect to another host is followed only where that is asked for, without secrets', async (t) => {
  const cdn = await hello(t);
  const source = await server(t, (_, response) =>
    response.writeHead(307, { location: 'https://cdn.example/blob?sig=1' }).end(),
  );
  const mirrors = { 'registry.example': source.url, 'cdn.example': cdn.url };
  const made = guard(t, { mirrors });
  const headers = { Authorization: 'Basic x', Cookie: 'y', 'X-Token': 'z', Accept: 'text/plain' };
  const from = 'https://registry.example/';

  await assert.rejects(get(made, from, { headers }), { ...REFUSED, message: /cdn\.example/ });
  assert.equal(cdn.seen.length, 0);
  const answer = await get(made, from, { headers, acrossHosts: true });
  assert.equal(answer.text, 'hello');
  assert.equal(answer.url.href, 'https://cdn.example/blob?sig=1');
  const { authorization, cookie, accept, 'x-token': token } = cdn.seen[0]?.headers ?? {};
  assert.deepEqual(
    [authorization, cookie, token, accept],
    [undefined, undefined, undefined, 'text/plain'],
  );
});

test('a redirect within the same host is followed with everything', async (t) => {
  const { url, seen } = await server(t, (request, response) => {
    if (request.url === '/end') response.end('hello');
    else if (request.url === '/2') response.writeHead(301, { location: `${url}/end` }).end();
    else response.writeHead(308, { location: '/2' }).end();
  });
  const made = guard(t, { mirrors: { 'registry.example': url } });
  const answer = await get(made, 'https://registry.example/1', { headers: { authorization: 'x' } });
  assert.equal(answer.text, 'hello');
  assert.deepEqual(
    seen.map((one) => [one.url, one.headers.authorization]),
    [
      ['GET /1', 'x'],
      ['GET /2', 'x'],
      ['GET /end', 'x'],
    ],
  );
});

test('redirects without end, or to nowhere, are an error', async (t) => {
  const { url } = await server(t, (request, response) => {
    const target = request.url === '/nowhere' ? {} : { location: request.url ?? '' };
    response.writeHead(302, target).end();
  });
  const made = guard(t, { mirrors: { 'registry.example': url } });
  await assert.rejects(get(made, 'https://registry.example/round'), {
    code: 'outside-garbled',
    message: /without end/,
  });
  await assert.rejects(get(made, 'https://registry.example/nowhere'), {
    code: 'outside-garbled',
    message: /without saying where/,
  });
});

test('a redirect answers a write and is not followed', async (t) => {
  const { url, seen } = await server(t, (_, response) =>
    response.writeHead(307, { location: '/elsewhere' }).end(),
  );
  const made = guard(t, { mirrors: { 'registry.example': url } });
  const answer = await get(made, 'https://registry.example/', { method: 'POST', body: 'x' });
  assert.equal(answer.status, 307);
  assert.equal(seen.length, 1);
});
