import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run } from '../stage/run.ts';
import { settle } from '../stage/settle.ts';
import { openStage, type Stage } from '../stage/stage.ts';
import { type Page, readPort, startPage } from './interactive.ts';
import { unescapeHtml } from './page/html.ts';

interface Question {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fields?: Readonly<Record<string, string>>;
}

describe('the interactive page', () => {
  let stage: Stage;
  let page: Page;
  let key = '';

  before(async () => {
    stage = await openStage();
    page = await startPage(stage, { port: 0 });
    const { text } = await ask({});
    key = /name="page-key" content="([^"]+)"/.exec(text)?.[1] ?? '';
  });
  after(async () => {
    await page?.close();
    await stage?.close();
  });

  async function ask({ method = 'GET', path = '/', headers = {}, fields }: Question) {
    const asked = request(new URL(path, page.url), { method, headers, agent: false });
    asked.end(fields === undefined ? undefined : new URLSearchParams(fields).toString());
    const [answer] = await once(asked, 'response');
    return {
      status: Number(answer.statusCode),
      headers: answer.headers,
      text: (await buffer(answer)).toString('utf8'),
    };
  }

  /** Acts as a form of the page would. @returns what is said against it. */
  async function act(name: string, fields: Readonly<Record<string, string>>): Promise<string> {
    const { status, text } = await ask({
      method: 'POST',
      path: `/acts/${name}`,
      headers: { 'x-page-key': key },
      fields,
    });
    const message = status === 200 ? '' : JSON.parse(text).message;
    return String(message);
  }

  const PROJECT = 'kubernetes-sigs/dra-example-driver';

  test('it listens on the loopback address, under its own names only', async () => {
    const { port, hostname } = new URL(page.url);
    assert.equal(hostname, '127.0.0.1');
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`])
      assert.equal((await ask({ headers: { host } })).status, 200);
    for (const host of ['example.org', `example.org:${port}`, '127.0.0.1', 'localhost:1', ''])
      assert.equal((await ask({ headers: { host } })).status, 421, host);
  });

  test('every answer forbids scripts, styles, frames and connections of others', async () => {
    for (const path of ['/', '/page.js', '/snapshot', '/nothing']) {
      const { headers } = await ask({ path });
      const policy = String(headers['content-security-policy']);
      assert.match(policy, /default-src 'none'/);
      assert.doesNotMatch(policy, /unsafe|\*|https?:/);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['access-control-allow-origin'], undefined);
    }
  });

  test('the page holds no script and no style of its own, and loads only what it serves', async () => {
    const { text } = await ask({});
    assert.doesNotMatch(text, /<script(?! type="module" src="\/)|<style| style=| on\w+=/);
    const loaded = [...text.matchAll(/ (?:src|href)="(\/[^"]*)"/g)].map(([, path = '']) => path);
    assert.ok(loaded.length >= 10);
    for (const path of loaded) assert.equal((await ask({ path })).status, 200, path);
  });

  test('files outside of the page are not served', async () => {
    for (const path of ['/../page/acts.ts', '/%2e%2e/acts.ts', '/client/page.js', '/constructor'])
      assert.equal((await ask({ path })).status, 404, path);
  });

  test('nobody acts without the key of the page, or from another site', async () => {
    const attempt = (headers: Record<string, string>) =>
      ask({ method: 'POST', path: '/acts/open-issue', headers, fields: { as: 'bob', title: 'x' } });
    const origin = page.url.slice(0, -1);
    assert.equal((await attempt({})).status, 403);
    assert.equal((await attempt({ 'x-page-key': 'a'.repeat(key.length) })).status, 403);
    const good = { 'x-page-key': key };
    assert.equal((await attempt({ ...good, origin: 'http://example.org' })).status, 403);
    assert.equal((await attempt({ ...good, origin: 'null' })).status, 403);
    assert.equal((await attempt({ ...good, 'sec-fetch-site': 'cross-site' })).status, 403);
    assert.equal((await attempt({ ...good, 'sec-fetch-site': 'same-site' })).status, 403);
    assert.equal((await ask({ method: 'PUT', headers: good })).status, 405);
    assert.ok(key.length >= 40);
    const { threads } = await settle(stage);
    assert.deepEqual(
      threads.filter(({ title }) => title === 'x'),
      [],
    );
    // As the page itself, an issue without a body is refused for what it lacks alone.
    assert.equal((await attempt({ ...good, origin, 'sec-fetch-site': 'same-origin' })).status, 422);
  });

  test('what is not known or not well formed is answered in words', async () => {
    assert.equal(await act('fly', { as: 'bob' }), 'Nobody knows how to fly.');
    assert.equal(await act('__proto__', { as: 'bob' }), 'Nobody knows how to __proto__.');
    assert.equal(await act('merge', { as: 'trent' }), 'There is nobody called trent.');
    assert.match(await act('push-tags', { as: 'bob', names: '--force' }), /is no name for a tag/);
    assert.match(await act('merge', { as: 'bob', repository: '..', number: '1' }), /no repository/);
    assert.match(
      await act('open-issue', { as: 'bob', title: 'a', body: 'a'.repeat(600_000) }),
      /too long/,
    );
    assert.equal(await act('finish', {}), 'The release is not over yet.');
  });

  test('people speak, change their minds, and are refused what is not theirs', async () => {
    const hostile = '<img src=x onerror=alert(1)> <script>alert(1)</script>';
    assert.equal(await act('open-issue', { as: 'mallory', title: '<b>Hi</b>', body: hostile }), '');
    const issue = (await settle(stage)).threads.find(({ title }) => title === '<b>Hi</b>');
    const number = String(issue?.number);
    const at = { repository: PROJECT, number };
    assert.equal(await act('say', { as: 'bob', ...at, body: 'one\r\ntwo' }), '');
    const { text } = await ask({ path: '/snapshot?as=bob' });
    const { regions } = JSON.parse(text);
    assert.doesNotMatch(regions.threads, /<img|<script|<b>Hi/);
    const comment = (await settle(stage)).threads.flatMap(({ comments }) => comments)[0];
    assert.equal(comment?.body, 'one\ntwo');
    const that = { repository: PROJECT, id: String(comment.id) };
    assert.match(
      await act('edit-comment', { as: 'mallory', ...that, body: 'mine' }),
      /^mallory may not do that: the forge says/,
    );
    assert.equal(await act('edit-comment', { as: 'bob', ...that, body: 'three' }), '');
    assert.equal(await act('delete-comment', { as: 'bob', ...that }), '');
    assert.match(await act('say', { as: 'bob', ...at, body: ' ' }), /Body cannot be blank/);
  });

  test('a stranger pushes no tag, and hears from git why', async () => {
    const tag = { names: 'v9.9.9', kind: 'signed', message: '' };
    assert.match(await act('push-tags', { as: 'mallory', ...tag }), /^Git says: .*403|denied/);
  });

  test('a tag can be made in every kind, moved, and taken back by somebody else', async () => {
    for (const kind of ['lightweight', 'annotated', 'signed']) {
      assert.equal(await act('push-tags', { as: 'bob', names: 'other-1', kind, message: 'm' }), '');
      assert.equal(await act('delete-tag', { as: 'carol', name: 'other-1' }), '');
    }
    const again = { as: 'bob', names: 'other-2, other-3', kind: 'annotated', message: 'm' };
    assert.equal(await act('push-tags', again), '');
    assert.match(await act('push-tags', again), /already exists/);
    assert.equal(await act('push-tags', { ...again, force: 'on' }), '');
    await act('delete-tag', { as: 'bob', name: 'other-2' });
    await act('delete-tag', { as: 'bob', name: 'other-3' });
  });

  test('the printed commands sign and push from the clone as they are', async () => {
    const commands = await printedCommands();
    assert.match(commands, /^cd .*bob.*\n(?:export .*\n)+git fetch/);
    await run('sh', ['-e', '-c', commands.replaceAll('0.1.0', '0.8.0')]);
    const { text } = await ask({ path: '/snapshot?as=bob' });
    assert.equal(commands.includes(stage.accounts.bob.token), false);
    await settle(stage);
    assert.match(text + (await ask({ path: '/snapshot?as=bob' })).text, /v0\.8\.0/);
  });

  /** As they stand on the page, once bob's clone is ready. */
  async function printedCommands(): Promise<string> {
    const asked = request(new URL('/events?as=bob', page.url), { agent: false });
    asked.end();
    const [answer] = await once(asked, 'response');
    for await (const line of createInterface({ input: answer })) {
      const [, commands] = /<pre id=\\"tag-commands\\"[^>]*>(.*?)<\/pre>/.exec(line) ?? [];
      if (commands === undefined) continue;
      asked.destroy();
      return unescapeHtml(String(JSON.parse(`"${commands}"`)));
    }
    throw new Error('the page ended without commands');
  }

  test('machines can be paused, lost sight of and crashed', async () => {
    assert.equal(await act('job', { state: 'pause' }), '');
    assert.equal(await act('lose-webhook', {}), '');
    assert.equal(await act('restart', {}), '');
    await settle(stage);
    const { text } = await ask({ path: '/snapshot' });
    assert.match(text, /Resume the promotion job/);
    assert.equal(await act('job', { state: 'resume' }), '');
  });

  test('nothing of all this asked the forge for what it does not have', () => {
    assert.deepEqual(stage.forge.unknownRequests, []);
    assert.deepEqual(stage.forge.violations, []);
  });
});

test('a port is a number', () => {
  assert.equal(readPort('8080'), 8080);
  for (const written of ['', '-1', '65536', '80a', '1e3'])
    assert.throws(() => readPort(written), /--port takes a number/);
});

test('Ctrl-C ends the demo with status 1 while the release goes on', async () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, '--interactive'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    if (/http:\/\/127\.0\.0\.1:\d+\//.test(line)) child.kill('SIGINT');
  }
  assert.deepEqual(await exit, [1, null]);
});
