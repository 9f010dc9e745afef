import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { request } from 'undici';
import { z } from 'zod';
import { letter, openSmallSite, post, until } from './small-site.ts';

const LISTING = /^\/repos\/alice\/hello-\d+\/issues\/comments$/;

const REPLYING = { method: 'POST', path: /\/issues\/1\/comments$/ };
const SWEEPING = 'GET /repos/{owner}/{repo}/issues/comments';
const COMMENTS = z.array(z.object({ user: z.object({ login: z.string() }) }));

test('an operator’s SIGTERM lets a sweep end at the next repository, and the process ends well', async () => {
  await using site = await openSmallSite(8);
  const slow = site.forge.faults.add({ on: { path: LISTING }, kind: 'delay', ms: 400, times: 100 });
  const ringmaster = await site.start({});
  await until('the sweep is under way', () => slow.fired >= 2);
  const begun = performance.now();
  assert.equal(await ringmaster.stop(), 0);
  assert.ok(performance.now() - begun < 5_000, `${performance.now() - begun} ms`);
  assert.ok(slow.fired < 6, `${slow.fired} of 8 repositories were looked at`);
  assert.match(ringmaster.lines.join('\n'), /"msg":"draining"[\s\S]*"msg":"stopped"/);
});

test('a job that runs comes to its end, and is not done again', async () => {
  await using site = await openSmallSite();
  const ringmaster = await site.start({});
  const issue = '/repos/alice/hello-0/issues';
  await site.ask('POST', issue, { title: 'Time for a release?' });
  const slow = site.forge.faults.add({ on: REPLYING, kind: 'delay', ms: 1_500, times: 2 });
  await site.ask('POST', `${issue}/1/comments`, { body: '/release help' });
  await until('it answers', () => slow.fired === 2);
  assert.equal(await ringmaster.stop(), 0);
  const authors = async () =>
    COMMENTS.parse(await site.ask('GET', `${issue}/1/comments`)).map(({ user }) => user.login);
  assert.deepEqual(await authors(), ['alice', 'ringmaster[bot]']);
  const sweeps = () => site.forge.requests.matching({ route: SWEEPING }).length;
  const before = sweeps();
  const again = await site.start({});
  await until('it has looked again', async () => sweeps() > before && (await again.isIdle()));
  assert.deepEqual(await authors(), ['alice', 'ringmaster[bot]']);
});

test('nothing is taken in from then on, and an open connection is told so', async () => {
  await using site = await openSmallSite();
  const slow = site.forge.faults.add({ on: { path: LISTING }, kind: 'delay', ms: 2_000 });
  const ringmaster = await site.start({});
  await until('the sweep is under way', () => slow.fired === 1);
  // A connection on which a request is half sent stays open while everything else is closed.
  const { hostname, port } = new URL(ringmaster.url);
  const socket = connect(Number(port), hostname);
  socket.write('POST /webhooks/github HTTP/1.1\r\nHost: x\r\n');
  await until('it is connected', () => !socket.connecting);
  ringmaster.signal('SIGTERM');
  await until('it drains', () => ringmaster.lines.some((line) => line.includes('draining')));
  assert.equal(await post(ringmaster.url, letter()), 0);
  socket.write('Content-Length: 2\r\n\r\n{}');
  const answer = await text(socket);
  assert.match(answer, /^HTTP\/1\.1 503 [\s\S]*\r\nconnection: close\r\n/i);
  assert.equal(await ringmaster.ended, 0);
});

test('work that takes too long does not keep the process beyond its grace', async () => {
  await using site = await openSmallSite();
  const slow = site.forge.faults.add({ on: { path: LISTING }, kind: 'delay', ms: 20_000 });
  const ringmaster = await site.start({ RINGMASTER_GRACE: '1s' });
  await until('the sweep is under way', () => slow.fired === 1);
  const begun = performance.now();
  assert.equal(await ringmaster.stop(), 0);
  const took = performance.now() - begun;
  assert.ok(took >= 1_000 && took < 4_000, `${took} ms`);
  assert.match(ringmaster.lines.join('\n'), /left to another process/);
});

test('who asks twice does not wait', async () => {
  await using site = await openSmallSite();
  const slow = site.forge.faults.add({ on: { path: LISTING }, kind: 'delay', ms: 20_000 });
  const ringmaster = await site.start({});
  await until('the sweep is under way', () => slow.fired === 1);
  ringmaster.signal('SIGINT');
  await until('it drains', () => ringmaster.lines.some((line) => line.includes('draining')));
  const begun = performance.now();
  ringmaster.signal('SIGTERM');
  assert.equal(await ringmaster.ended, 143);
  assert.ok(performance.now() - begun < 2_000);
});

test('it can be stopped while it waits for GitHub to come back', async () => {
  await using site = await openSmallSite();
  const silence = { on: { path: /^\/app\/hook/ }, kind: 'refuse', times: 1_000 } as const;
  const refused = site.forge.faults.add(silence);
  const ringmaster = await site.start({});
  await until('GitHub was asked', () => refused.fired > 0);
  assert.equal(await post(ringmaster.url, letter()), 202);
  const begun = performance.now();
  assert.equal(await ringmaster.stop(), 0);
  assert.ok(performance.now() - begun < 5_000);
});

test('metrics stand on a port of their own, and nowhere else', async () => {
  await using site = await openSmallSite();
  const ringmaster = await site.start({ RINGMASTER_METRICS_PORT: '0' });
  const line = () => ringmaster.lines.find((each) => each.includes('ringmaster is up'));
  await until('it is up', () => line() !== undefined);
  await post(ringmaster.url, letter());
  const { metrics } = JSON.parse(line() ?? '');
  const { body } = await request(`http://127.0.0.1:${metrics}/metrics`);
  const told = await body.text();
  assert.match(told, /^ringmaster_deliveries_total\{outcome="new"\} 1$/m);
  assert.match(told, /^ringmaster_github_requests_total\{intent="read",outcome="ok"\} [1-9]/m);
  assert.match(told, /^ringmaster_store_up 1$/m);
  const elsewhere = await request(`${ringmaster.url}/metrics`);
  await elsewhere.body.dump();
  assert.equal(elsewhere.statusCode, 404);
});
