import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { type TestContext, test } from 'node:test';
import { createEmulator } from 'emulate';
import { slackChat } from '../../src/adapters/slack.ts';
import { RingmasterError } from '../../src/domain/errors.ts';
import { listening } from '../registry/listening.ts';
import { freePort } from '../support/free-port.ts';

const OWN = { user: 'U00000OWN', bot_id: 'B00000OWN', app_id: 'A00000OWN' };
const OTHERS = { user: 'U0MALLORY', bot_id: 'B0MALLORY', app_id: 'A0MALLORY' };

const MARK = '7/app@0.1.0/slack';
const OUR_METADATA = { event_type: 'ringmaster_announcement', event_payload: { mark: MARK } };

interface Refusals {
  /** How many times it does not know the token at first. */
  readonly denials?: number;
}

const WANTED = { mark: MARK, since: '2026-05-04T09:12:00.000Z' };

/** Slack with one channel that holds these messages, with the fields that Slack documents. */
async function slackWith(
  t: TestContext,
  messages: readonly object[],
  { denials = 0 }: Refusals = {},
) {
  const asked: string[] = [];
  const answers: Readonly<Record<string, object>> = {
    'auth.test': { ok: true, user_id: OWN.user, bot_id: OWN.bot_id, team_id: 'T1' },
    'conversations.list': { ok: true, channels: [{ id: 'C1', name: 'releases' }] },
    'conversations.history': { ok: true, messages },
    'chat.getPermalink': { ok: true, permalink: 'https://slack.test/p1' },
  };
  const answerTo = (method: string) => {
    asked.push(method);
    const times = asked.filter((each) => each === 'auth.test').length;
    const isDenied = method === 'auth.test' && times <= denials;
    return isDenied ? { ok: false, error: 'invalid_auth' } : answers[method];
  };
  const server = createServer((request, response) => {
    const answer = answerTo(request.url?.replace(/^\/api\/|\?.*$/g, '') ?? '');
    response.setHeader('content-type', 'application/json');
    request.resume().once('end', () => response.end(JSON.stringify(answer)));
  });
  const { url, stop } = await listening(server);
  t.after(stop);
  return { asked, chat: slackChat({ token: 'xoxb-test', apiUrl: `${url}/api/` }) };
}

test('a message with our mark is ours where this very bot wrote it', async (t) => {
  const messages = [{ ts: '1.0', text: 'ours', ...OWN, metadata: OUR_METADATA }];
  const { chat } = await slackWith(t, messages);
  assert.deepEqual(await chat.find('releases', WANTED), {
    channel: 'C1',
    id: '1.0',
    text: 'ours',
    address: 'https://slack.test/p1',
  });
});

test('so is one of subtype bot_message, which names no user', async (t) => {
  const { bot_id } = OWN;
  const messages = [{ ts: '1.0', subtype: 'bot_message', bot_id, metadata: OUR_METADATA }];
  const { chat } = await slackWith(t, messages);
  assert.equal((await chat.find('releases', WANTED))?.id, '1.0');
});

test('a message with our mark by another app, a person or nobody is none of ours', async (t) => {
  const { user } = OTHERS;
  const { chat } = await slackWith(t, [
    { ts: '1.0', ...OTHERS, metadata: OUR_METADATA },
    { ts: '2.0', user, metadata: OUR_METADATA },
    { ts: '3.0', metadata: OUR_METADATA },
  ]);
  assert.equal(await chat.find('releases', WANTED), undefined);
});

test('whatever other apps put into their metadata does not hide our message', async (t) => {
  const foreign = [
    { event_type: 'ringmaster_announcement', event_payload: { mark: 5 } },
    { event_type: 'deployed', event_payload: { mark: [MARK] } },
    { event_type: 'deployed' },
    'text',
    null,
  ].map((metadata, index) => ({ ts: `9.${index}`, ...OTHERS, metadata }));
  const { chat } = await slackWith(t, [...foreign, { ts: '1.0', ...OWN, metadata: OUR_METADATA }]);
  assert.equal((await chat.find('releases', WANTED))?.id, '1.0');
});

test('who we are is asked once, and again after it could not be told', async (t) => {
  const { chat, asked } = await slackWith(t, [], { denials: 1 });
  await assert.rejects(
    chat.find('releases', WANTED),
    (error: unknown) => error instanceof RingmasterError && error.code === 'access-missing',
  );
  await chat.find('releases', WANTED);
  await chat.find('releases', WANTED);
  assert.equal(asked.filter((method) => method === 'auth.test').length, 2);
});

test('of two bots in one channel each finds its own message', async (t) => {
  const port = await freePort();
  const tokens = { ours: 'xoxb-ours', mallorys: 'xoxb-mallorys' };
  const emulator = await createEmulator({
    service: 'slack',
    port,
    seed: {
      slack: {
        users: Object.keys(tokens).map((name) => ({ name })),
        tokens: Object.entries(tokens).map(([user, token]) => ({ user, token })),
        channels: [{ name: 'releases' }],
      },
    },
  });
  t.after(() => emulator.close());
  const apiUrl = `http://127.0.0.1:${port}/api/`;
  const ours = slackChat({ token: tokens.ours, apiUrl });
  const mallorys = slackChat({ token: tokens.mallorys, apiUrl });

  await mallorys.post('releases', { mark: MARK, text: 'nothing is released' });
  assert.equal(await ours.find('releases', WANTED), undefined);
  const posted = await ours.post('releases', { mark: MARK, text: 'v0.1.0 is released' });
  assert.equal((await ours.find('releases', WANTED))?.id, posted.id);
  assert.equal((await mallorys.find('releases', WANTED))?.text, 'nothing is released');
});

/** Slack that answers each method by hand. */
async function slackThat(
  t: TestContext,
  answer: (method: string, query: URLSearchParams) => { status?: number; body: object },
) {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      const query = new URLSearchParams(Buffer.concat(chunks).toString());
      const { status = 200, body } = answer(request.url?.replace(/^\/api\//, '') ?? '', query);
      response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '600' });
      response.end(JSON.stringify(body));
    });
  });
  const { url, stop } = await listening(server);
  t.after(stop);
  return slackChat({ token: 'xoxb-test', apiUrl: `${url}/api/` });
}

const CHANNELS = { ok: true, channels: [{ id: 'C1', name: 'releases' }] };

test('a message far back in a busy channel is found, and nothing before the release is read', async (t) => {
  const asked: string[] = [];
  const chat = await slackThat(t, (method, query) => {
    if (method !== 'conversations.history')
      return { body: { ...CHANNELS, user_id: OWN.user, permalink: 'https://slack.test/p1' } };
    asked.push(`${query.get('oldest')} ${query.get('cursor') ?? ''}`);
    const isLast = query.get('cursor') === 'page-3';
    const messages = isLast
      ? [{ ts: '1.0', ...OWN, metadata: OUR_METADATA }]
      : [{ ts: '9.0', ...OTHERS }];
    const next = isLast ? '' : `page-${asked.length + 1}`;
    return { body: { ok: true, messages, response_metadata: { next_cursor: next } } };
  });
  assert.equal((await chat.find('releases', WANTED))?.id, '1.0');
  const oldest = Date.parse(WANTED.since) / 1000;
  assert.deepEqual(asked, [`${oldest} `, `${oldest} page-2`, `${oldest} page-3`]);
});

for (const [error, code] of [
  ['internal_error', 'outcome-unknown'],
  ['fatal_error', 'outcome-unknown'],
  ['is_archived', 'access-missing'],
  ['not_in_channel', 'access-missing'],
] as const)
  test(`a message that Slack answers with ${error} is ${code}`, async (t) => {
    const chat = await slackThat(t, (method) => ({
      body: method === 'chat.postMessage' ? { ok: false, error } : CHANNELS,
    }));
    await assert.rejects(chat.post('releases', { mark: MARK, text: 'x' }), { code });
  });

test('what Slack has no time for is not kept, to leave when nobody expects it any more', async (t) => {
  const chat = await slackThat(t, (method) =>
    method === 'chat.postMessage'
      ? { status: 429, body: { ok: false, error: 'ratelimited' } }
      : { body: CHANNELS },
  );
  await assert.rejects(chat.post('releases', { mark: MARK, text: 'x' }), {
    code: 'outside-limited',
    wait: 600_000,
  });
});
