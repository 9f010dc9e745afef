import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { promisify } from 'node:util';
import { readBody } from '../../../src/adapters/guard/read-body.ts';
import { createGuard } from '../../../src/adapters/guard.ts';
import { listening } from '../../registry/listening.ts';

const run = promisify(execFile);

/** A server with a certificate of its own for one name, and a guard that finds that server. */
async function world(t: TestContext, certifiedName: string, isTrusted: boolean) {
  const folder = await mkdtemp(join(tmpdir(), 'tls-'));
  t.after(() => rm(folder, { recursive: true }));
  const [keyFile, certificateFile] = [join(folder, 'key'), join(folder, 'certificate')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const name = ['-subj', '/CN=test', '-addext', `subjectAltName=DNS:${certifiedName}`];
  const files = ['-days', '2', '-keyout', keyFile, '-out', certificateFile];
  await run('openssl', ['req', '-x509', ...curve, ...name, ...files]);
  const cert = await readFile(certificateFile, 'utf8');
  const server = createServer({ key: await readFile(keyFile), cert }, (request, response) =>
    response.end(`${request.headers.host}`),
  );
  const { url, stop } = await listening(server);
  t.after(stop);
  const usual = getCACertificates('default');
  if (isTrusted) setDefaultCACertificates([...usual, cert]);
  t.after(() => setDefaultCACertificates(usual));

  const address = new URL(`https://mirror.example:${new URL(url).port}`);
  const resolve = () => Promise.resolve(['127.0.0.1']);
  const guard = createGuard({ mirrors: new Map([['registry.example', address]]), resolve });
  t.after(() => guard.close());
  return { guard, host: address.host };
}

const REGISTRY = new URL('https://registry.example/');

test('a certificate for the name that is connected to is enough', async (t) => {
  const { guard, host } = await world(t, 'mirror.example', true);
  const { status, body } = await guard.request(REGISTRY, { method: 'GET' });
  const bytes = await readBody(body, { limit: 100, what: 'the answer' });
  assert.deepEqual([status, Buffer.from(bytes).toString('utf8')], [200, host]);
});

test('a certificate for another name is refused', async (t) => {
  const { guard } = await world(t, 'other.example', true);
  await assert.rejects(guard.request(REGISTRY, { method: 'GET' }), {
    code: 'outside-unreachable',
    message: /altnames/,
  });
});

test('a certificate that nobody vouches for is refused', async (t) => {
  const { guard } = await world(t, 'mirror.example', false);
  await assert.rejects(guard.request(REGISTRY, { method: 'GET' }), {
    code: 'outside-unreachable',
    message: /self-signed/,
  });
});
