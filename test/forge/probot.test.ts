import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { Probot } from 'probot';
import { gatherCast, HELLO, PERMISSIONS } from './cast.ts';

test('a Probot app hears an issue, reads its configuration and answers', async () => {
  await using cast = await gatherCast();
  const { forge, app, listener } = cast;
  const files = { '.github/ringmaster.yml': 'greeting: Welcome to the circus.\n' };
  await forge.commit('alice/hello', { files, message: 'Configure' });
  const probot = new Probot({
    appId: app.appId,
    privateKey: app.privateKeyPem,
    baseUrl: forge.url,
    secret: listener.secret,
    log: pino({ level: 'silent' }),
  });
  await probot.load((robot) => {
    robot.on('issues.opened', async (context) => {
      const config = await context.config<{ greeting: string }>('ringmaster.yml');
      const body = String(config?.greeting);
      await context.octokit.rest.issues.createComment(context.issue({ body }));
    });
  });
  await cast.as(cast.bob).request('POST /repos/{owner}/{repo}/issues', { ...HELLO, title: 'Hi' });
  await forge.settled();
  const received = listener.received.find(({ name }) => name === 'issues.opened');
  assert.ok(received !== undefined);
  await probot.webhooks.verifyAndReceive({
    id: String(received.headers['x-github-delivery']),
    name: 'issues',
    payload: received.body,
    signature: String(received.headers['x-hub-signature-256']),
  });
  const { data } = await cast
    .as()
    .request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...HELLO,
      issue_number: 1,
    });
  assert.deepEqual(
    data.map(({ user, body }) => [user?.login, body]),
    [['ringmaster[bot]', 'Welcome to the circus.']],
  );
  const used = forge.requests.matching({ kind: 'installation' });
  assert.deepEqual(used.at(-1)?.by.permissions, { ...PERMISSIONS, metadata: 'read' });
});
