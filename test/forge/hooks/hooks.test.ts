import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Webhooks } from '@octokit/webhooks';
import { type Cast, gatherCast, HELLO } from '../cast.ts';

async function openIssue({ as, alice, forge }: Cast, title = 'Hello'): Promise<void> {
  await as(alice).request('POST /repos/{owner}/{repo}/issues', { ...HELLO, title });
  await forge.settled();
}

test('a webhook is signed over the bytes that are sent, and says where it comes from', async () => {
  await using cast = await gatherCast();
  const { listener, app } = cast;
  await openIssue(cast, 'Überraschung 🎪');
  const [received] = listener.received;
  assert.ok(received !== undefined);
  const { headers, body } = received;
  const webhooks = new Webhooks({ secret: listener.secret });
  const signature = String(headers['x-hub-signature-256']);
  assert.equal(await webhooks.verify(body, signature), true);
  assert.equal(await webhooks.verify(`${body} `, signature), false);
  assert.match(
    String(headers['x-github-delivery']),
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  );
  assert.match(String(headers['user-agent']), /^GitHub-Hookshot\//);
  assert.deepEqual(
    [
      headers['content-type'],
      headers['x-github-event'],
      headers['x-github-hook-installation-target-type'],
      headers['x-github-hook-installation-target-id'],
    ],
    ['application/json', 'issues', 'integration', String(app.appId)],
  );
});

test('a payload carries repository, sender and installation', async () => {
  await using cast = await gatherCast();
  await openIssue(cast);
  const text = JSON.stringify(cast.listener.payloads('issues.opened')[0]);
  const payload = JSON.parse(text);
  assert.equal(payload.repository.full_name, 'alice/hello');
  assert.equal(payload.sender.login, 'alice');
  assert.equal(payload.installation.id, cast.installationId);
});

test('an App is told of what it did itself', async () => {
  await using cast = await gatherCast();
  await cast.asInstallation().request('POST /repos/{owner}/{repo}/issues', {
    ...HELLO,
    title: 'By a robot',
  });
  await cast.forge.settled();
  const [payload] = cast.listener.payloads('issues.opened');
  assert.match(JSON.stringify(payload?.sender), /"login":"ringmaster\[bot\]".*"type":"Bot"/);
});

test('an App hears only of what it subscribed to, where it is installed', async () => {
  await using cast = await gatherCast();
  const { forge, listener } = cast;
  const quiet = await forge.addApp({
    slug: 'quiet',
    permissions: { issues: 'read' },
    events: ['issue_comment'],
    webhookUrl: listener.url,
    webhookSecret: listener.secret,
  });
  forge.install(quiet, 'alice', 'all');
  await forge.addRepository('alice/other');
  await forge.settled();
  listener.clear();
  const elsewhere = { owner: 'alice', repo: 'other', title: 'Elsewhere' };
  await cast.as(cast.alice).request('POST /repos/{owner}/{repo}/issues', elsewhere);
  await openIssue(cast);
  assert.deepEqual(listener.names, ['issues.opened']);
});

test('an App cannot subscribe to what it may not read', async () => {
  await using cast = await gatherCast();
  const order = { slug: 'greedy', permissions: { issues: 'read' }, events: ['push'] } as const;
  await assert.rejects(cast.forge.addApp(order), /needs the permission contents/);
});

test('an organization stands in the payload of what is its own', async () => {
  await using cast = await gatherCast();
  const { forge, listener, app } = cast;
  forge.addOrganization('circus');
  await forge.addRepository('circus/tent', { collaborators: { alice: 'admin' } });
  forge.install(app, 'circus', 'all');
  await forge.settled();
  listener.clear();
  const order = { owner: 'circus', repo: 'tent', title: 'Hello' };
  const { data } = await cast.as(cast.alice).request('POST /repos/{owner}/{repo}/issues', order);
  assert.equal(data.author_association, 'MEMBER');
  await forge.settled();
  const [payload] = listener.payloads('issues.opened');
  assert.match(JSON.stringify(payload?.organization), /"login":"circus"/);
});

test('a failed delivery is not tried again, and is in the log', async () => {
  await using cast = await gatherCast();
  cast.listener.status = 503;
  await openIssue(cast);
  assert.equal(cast.listener.received.length, 1);
  const last = cast.forge.deliveries.at(-1);
  assert.deepEqual([last?.statusCode, last?.status], [503, 'Invalid HTTP Response: 503']);
});

test('an App that nobody answers for is noted without a code', async () => {
  await using cast = await gatherCast();
  const { forge, app, listener } = cast;
  forge.pointHook(app, { url: 'http://127.0.0.1:9/', secret: 'x' });
  await openIssue(cast);
  assert.deepEqual(listener.names, []);
  assert.equal(forge.deliveries.at(-1)?.statusCode, 0);
});

test('shuffled webhooks all arrive', async () => {
  const arrivals = async (seed: number) => {
    await using cast = await gatherCast({ shuffle: { seed, longest: 60 } });
    const labels = ['a', 'b', 'c', 'd', 'e', 'f'];
    await cast.as(cast.alice).request('POST /repos/{owner}/{repo}/issues', {
      ...HELLO,
      title: 'Hello',
      labels,
    });
    await cast.forge.settled();
    return cast.listener.names.length;
  };
  assert.equal(await arrivals(1), 7);
  assert.equal(await arrivals(2), 7);
});
