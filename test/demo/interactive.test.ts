import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { run } from '../stage/run.ts';
import { PROJECT } from '../stage/scenery.ts';
import { settle } from '../stage/settle.ts';
import { openStage, type Stage } from '../stage/stage.ts';
import { type Page, startPage } from './interactive.ts';
import type { Fields } from './page/acts.ts';
import { unescapeHtml } from './page/html.ts';
import { type Question, Visitor } from './visitor.ts';

describe('the interactive page', () => {
  let stage: Stage;
  let page: Page;
  let visitor: Visitor;

  before(async () => {
    stage = await openStage();
    page = await startPage(stage, { port: 0 });
    visitor = await Visitor.at(page.url);
  });
  after(async () => {
    await page?.close();
    await stage?.close();
  });

  const ask = (question: Question) => visitor.ask(question);
  const act = (name: string, fields: Fields) => visitor.act(name, fields);

  test('it listens on the loopback address, under its own names only', async () => {
    const { port, hostname } = new URL(page.url);
    assert.equal(hostname, '127.0.0.1');
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`])
      assert.equal((await ask({ headers: { host } })).status, 200);
    for (const host of ['example.org', `example.org:${port}`, '127.0.0.1', 'localhost:1'])
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
    assert.equal((await attempt({ 'x-page-key': 'a'.repeat(visitor.key.length) })).status, 403);
    const good = { 'x-page-key': visitor.key };
    assert.equal((await attempt({ ...good, origin: 'http://example.org' })).status, 403);
    assert.equal((await attempt({ ...good, origin: 'null' })).status, 403);
    assert.equal((await attempt({ ...good, 'sec-fetch-site': 'cross-site' })).status, 403);
    assert.equal((await attempt({ ...good, 'sec-fetch-site': 'same-site' })).status, 403);
    assert.equal((await ask({ method: 'PUT', headers: good })).status, 405);
    assert.ok(visitor.key.length >= 40);
    const { threads } = await settle(stage);
    assert.deepEqual(
      threads.filter(({ title }) => title === 'x'),
      [],
    );
    // As the page itself, an issue without a body is refused for what it lacks alone.
    const { status, text } = await attempt({ ...good, origin, 'sec-fetch-site': 'same-origin' });
    assert.equal(status, 200);
    assert.match(text, /"refusal":"body: /);
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
      assert.equal(await act('delete-tags', { as: 'carol', names: 'other-1' }), '');
    }
    const again = { as: 'bob', names: 'other-2, other-3', kind: 'annotated', message: 'm' };
    assert.equal(await act('push-tags', again), '');
    assert.match(await act('push-tags', again), /already exists/);
    assert.equal(await act('push-tags', { ...again, force: 'on' }), '');
    assert.equal(await act('delete-tags', { as: 'bob', names: 'other-2 other-3' }), '');
    assert.match(await act('delete-tags', { as: 'bob', names: 'other-2' }), /^Git says: .*other-2/);
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
    const { body } = await fetch(new URL('/events?as=bob', page.url));
    let told = '';
    for await (const piece of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      told += piece;
      const [, commands] = /<pre id=\\"tag-commands\\"[^>]*>(.*?)<\/pre>/.exec(told) ?? [];
      if (commands !== undefined) return unescapeHtml(String(JSON.parse(`"${commands}"`)));
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
