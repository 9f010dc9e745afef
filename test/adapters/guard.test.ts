import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { createGuard } from '../../src/adapters/guard.ts';
import { listening } from '../registry/listening.ts';
import { get, guard, hello, REFUSED, server } from './guard/world.ts';

for (const host of [
  ...['169.254.169.254', '[::1]', '0.0.0.0', '127.0.0.1', '10.1.2.3', '192.168.0.1', '[::]'],
  ...['2130706433', '017700000001', '0177.0.0.1', '0x7f000001', '0x7f.1', '127.1', '127.0.0.1.'],
  ...['[::ffff:127.0.0.1]', '[::ffff:a9fe:a9fe]', '[fe80::1]', '[fd00:ec2::254]', '224.0.0.1'],
  ...['\uff11\uff12\uff17.0.0.1', '%31%32%37.0.0.1', '0'],
]) {
  test(`https://${host}/ is refused`, async (t) => {
    await assert.rejects(get(guard(t), `https://${host}/`), REFUSED);
  });
}

for (const url of ['http://example.com/', 'file:///etc/passwd', 'ftp://example.com/', 'data:,x']) {
  test(`${url} is refused for its scheme`, async (t) => {
    await assert.rejects(get(guard(t), url), { ...REFUSED, message: /not https/ });
  });
}

test('a URL with a password in it is refused, and the password not shown', async (t) => {
  await assert.rejects(get(guard(t), 'https://carol:s3cret@example.com/'), (error: Error) => {
    assert.match(error.message, /example\.com is refused: it carries a password/);
    return !error.message.includes('s3cret');
  });
});

for (const host of ['localhost', 'localhost.', 'sub.localhost']) {
  test(`${host} is refused by what the system resolves it to`, async (t) => {
    const made = createGuard();
    t.after(() => made.close());
    await assert.rejects(get(made, `https://${host}/`), (error: Error & { code?: string }) =>
      // Not every system knows names below localhost.
      ['address-refused', 'outside-unreachable'].includes(error.code ?? ''),
    );
  });
}

test('a name that resolves to a private address is refused, and both are named', async (t) => {
  const resolve = () => Promise.resolve(['10.0.0.7']);
  await assert.rejects(get(guard(t, { resolve }), 'https://harmless.example/'), {
    ...REFUSED,
    message: /harmless\.example \(10\.0\.0\.7\)/,
  });
});

test('one private address among public ones is enough', async (t) => {
  const resolve = () => Promise.resolve(['93.184.215.14', '127.0.0.1']);
  await assert.rejects(get(guard(t, { resolve }), 'https://harmless.example/'), REFUSED);
});

test('a name is resolved once for a connection, so a second answer changes nothing', async (t) => {
  let asked = 0;
  const resolve = () => {
    asked += 1;
    return Promise.resolve([asked === 1 ? '198.51.100.7' : '127.0.0.1']);
  };
  const { port, seen } = await hello(t);
  // The first answer is refused as documentation space; were it asked again, loopback would follow.
  await assert.rejects(get(guard(t, { resolve }), `https://rebinding.example:${port}/`), REFUSED);
  assert.equal(asked, 1);
  assert.equal(seen.length, 0);
});

test('the connection goes to the address that was judged, not to a later answer', async (t) => {
  const { url, port, seen } = await hello(t);
  const answers = ['127.0.0.1', '192.0.2.1'];
  const resolve = () => Promise.resolve([answers.shift() ?? '192.0.2.2']);
  const mirrors = { 'registry.example': `http://pinned.example:${port}` };
  const { text } = await get(guard(t, { mirrors, resolve }), 'https://registry.example/x');
  assert.equal(text, 'hello');
  assert.deepEqual(answers, ['192.0.2.1']);
  assert.equal(seen[0]?.headers.host, `pinned.example:${port}`);
  assert.ok(url.endsWith(port));
});

test('a refused address is never connected to', async (t) => {
  const { port, seen } = await hello(t);
  const resolve = () => Promise.resolve(['127.0.0.1']);
  const made = guard(t, { resolve, mirrors: { 'other.example': 'http://127.0.0.1:1' } });
  await assert.rejects(get(made, `https://127.0.0.1:${port}/`), REFUSED);
  await assert.rejects(get(made, `http://127.0.0.1:${port}/`), REFUSED);
  await assert.rejects(get(made, `https://harmless.example:${port}/`), REFUSED);
  assert.equal(seen.length, 0);
});

test('a mapped host is found at its mirror, with http and on loopback', async (t) => {
  const { url, seen } = await hello(t);
  const made = guard(t, { mirrors: { 'registry.example': url } });
  const answer = await get(made, 'https://registry.example/v2/?n=1', { headers: { accept: 'x' } });
  assert.equal(answer.text, 'hello');
  assert.equal(answer.url.href, 'https://registry.example/v2/?n=1');
  assert.deepEqual(
    seen.map((one) => one.url),
    ['GET /v2/?n=1'],
  );
  assert.ok(made.isMirrored('registry.example'));
  assert.equal(made.isMirrored('other.example'), false);
});

test('what cannot be reached is an error that may pass', async (t) => {
  const { url, stop } = await listening(createServer());
  await stop();
  const made = guard(t, { mirrors: { 'registry.example': url } });
  await assert.rejects(get(made, 'https://registry.example/'), {
    code: 'outside-unreachable',
    retry: true,
    message: /ECONNREFUSED/,
  });
  const lost = guard(t, { resolve: () => Promise.reject(new Error('ENOTFOUND lost.example')) });
  await assert.rejects(get(lost, 'https://lost.example/'), { code: 'outside-unreachable' });
  const empty = guard(t, { resolve: () => Promise.resolve([]) });
  await assert.rejects(get(empty, 'https://lost.example/'), { code: 'outside-unreachable' });
});

test('an answer that never comes is given up', async (t) => {
  const { url, seen } = await server(t, () => {});
  const made = guard(t, { mirrors: { 'registry.example': url } });
  const wanted = { timeoutMs: 50 };
  await assert.rejects(get(made, 'https://registry.example/', wanted), {
    code: 'outside-unreachable',
  });
  assert.equal(seen.length, 1);
});

test('a body without end is cut off at its limit, and the connection with it', async (t) => {
  const closed: Promise<unknown>[] = [];
  const { url } = await server(t, (_, response) => {
    closed.push(once(response, 'close'));
    const more = () => {
      while (response.write(Buffer.alloc(1024)));
    };
    response.on('drain', more);
    more();
  });
  const made = guard(t, { mirrors: { 'registry.example': url } });
  await assert.rejects(get(made, 'https://registry.example/'), {
    code: 'outside-garbled',
    message: /larger than 100 bytes/,
  });
  await Promise.all(closed);
});

test('a body that breaks off is an error that may pass', async (t) => {
  const { url } = await server(t, (_, response) => {
    response.writeHead(200, { 'content-length': 10 });
    response.write('half', () => response.destroy());
  });
  const made = guard(t, { mirrors: { 'registry.example': url } });
  await assert.rejects(get(made, 'https://registry.example/'), { code: 'outside-unreachable' });
});
