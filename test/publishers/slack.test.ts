import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { slackChat } from '../../src/adapters/slack.ts';
import { RingmasterError } from '../../src/domain/errors.ts';
import type { Chat } from '../../src/plugin/chat.ts';
import publisher from '../../src/publishers/slack.ts';
import { type StageChat, startChat } from '../stage/chat.ts';
import { CHANNEL } from '../stage/scenery.ts';
import { freePort } from '../support/free-port.ts';
import { ports, release, view } from '../support/release.ts';

describe('an announcement in Slack', () => {
  let service: StageChat;
  let chat: Chat;
  before(async () => {
    service = await startChat(await freePort());
    chat = slackChat(service);
  });
  after(() => service.stop());

  const on = (id: string, title = 'v0.1.0') => ({
    release: view({
      release: release({ id, title }),
      step: 'slack',
      addresses: [
        { label: 'registry.k8s.io/app/app:v0.1.0' },
        { label: 'GitHub release v0.1.0', url: 'https://github.test/x' },
      ],
    }),
    options: { to: CHANNEL },
    ports: ports({ chat }),
  });

  test('is absent, then the same, and says what was released and where', async () => {
    const call = on('7/images@0.1.0');
    assert.equal((await publisher.look(call)).state, 'absent');
    await publisher.publish(call);
    assert.equal((await publisher.look(call)).state, 'same');
    assert.equal((await publisher.verify(call)).state, 'pass');
    const [text = ''] = await service.messages();
    assert.match(text, /\*app v0\.1\.0\* is released: 1 change since `v0\.0\.9`/);
    assert.match(
      text,
      /• `registry\.k8s\.io\/app\/app:v0\.1\.0`\n• <https:\/\/github\.test\/x\|GitHub release v0\.1\.0>/,
    );
  });

  test('is found by its own release only', async () => {
    assert.equal((await publisher.look(on('7/images@0.2.0'))).state, 'absent');
  });

  test('rings nobody, whatever a title says', async () => {
    await publisher.publish(on('7/images@0.3.0', '<!channel> *bold* @here'));
    const text = (await service.messages()).at(-1) ?? '';
    assert.doesNotMatch(text, /<!channel>|@here/);
  });

  test('into a channel that does not exist is a missing right, not an unknown outcome', async () => {
    await assert.rejects(
      chat.post('no-such-channel', { mark: 'x', text: 'y' }),
      (error: unknown) => error instanceof RingmasterError && error.code === 'access-missing',
    );
  });

  test('cannot be told where no chat is set up', async () => {
    const found = await publisher.look({ ...on('7/images@0.1.0'), ports: ports() });
    assert.equal(found.state, 'unknown');
  });
});
