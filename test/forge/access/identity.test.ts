import assert from 'node:assert/strict';
import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { gatherCast } from '../cast.ts';

const NOW = Date.parse('2026-05-04T09:00:00Z');

/** A JSON web token over some claims, made by whoever has the key. */
function tokenOf(claims: object, privateKey: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`;
}

test('an App’s token counts for ten minutes at most, and only with its own key', async () => {
  await using cast = await gatherCast({ now: () => NOW });
  const { app, forge } = cast;
  const seconds = NOW / 1000;
  const right = { iat: seconds - 30, exp: seconds + 570, iss: app.appId };
  const stranger = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  }).privateKey;
  const unsigned = tokenOf(right, app.privateKeyPem).replace(/\.[^.]*$/, '.');
  const cases: Record<string, readonly [token: string, status: number]> = {
    right: [tokenOf(right, app.privateKeyPem), 200],
    'by client id': [tokenOf({ ...right, iss: app.clientId }, app.privateKeyPem), 200],
    'too long': [tokenOf({ ...right, exp: seconds + 601 }, app.privateKeyPem), 401],
    expired: [tokenOf({ ...right, exp: seconds }, app.privateKeyPem), 401],
    'from the future': [tokenOf({ ...right, iat: seconds + 120 }, app.privateKeyPem), 401],
    'of no App': [tokenOf({ ...right, iss: 1 }, app.privateKeyPem), 401],
    'without times': [tokenOf({ iss: app.appId }, app.privateKeyPem), 401],
    'with the wrong key': [tokenOf(right, stranger), 401],
    unsigned: [unsigned, 401],
    'with a shared secret': [withSharedSecret(right), 401],
  };
  for (const [name, [token, status]] of Object.entries(cases)) {
    const headers = { authorization: `Bearer ${token}` };
    assert.equal((await fetch(`${forge.url}/app`, { headers })).status, status, name);
  }
});

test('a token works as token, as Bearer and as a password', async () => {
  await using cast = await gatherCast();
  const { bob, forge } = cast;
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  const cases: Record<string, number> = {
    [`token ${bob.token}`]: 200,
    [`Bearer ${bob.token}`]: 200,
    [basic(`x-access-token:${bob.token}`)]: 200,
    [basic(`${bob.token}:x-oauth-basic`)]: 200,
    [basic(`bob:wrong`)]: 401,
    'Bearer ghp_bogus': 401,
    'Bearer a.b.c': 401,
    nonsense: 401,
  };
  for (const [authorization, status] of Object.entries(cases)) {
    const answer = await fetch(`${forge.url}/user`, { headers: { authorization } });
    assert.equal(answer.status, status, authorization);
  }
});

function withSharedSecret(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'HS256' })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', 'secret').update(text).digest('base64url')}`;
}
