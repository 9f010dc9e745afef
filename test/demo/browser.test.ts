import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { run } from '../stage/run.ts';
import { findChromium, openTab, startChromium } from '../support/chromium.ts';

const chromium = findChromium();
const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

test('one person plays everybody of a release in a browser, and finishes it', {
  skip: chromium === undefined && 'Chromium is not installed',
  timeout: 600_000,
}, async () => {
  await using opened = new AsyncDisposableStack();
  const demo = spawn(process.execPath, [MAIN, '--interactive', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(demo, 'exit');
  opened.defer(async () => {
    demo.kill('SIGINT');
    await exit;
  });
  const printed = linesOf(demo);
  const browser = await startChromium(chromium ?? '');
  opened.defer(() => browser.close());
  const { page, complaints } = await openTab(browser, await addressIn(printed));
  const player = new Player(page);

  try {
    for (const part of [propose, vote, tag, promote, conclude]) await part(player);
  } catch (error) {
    const shown = await page.locator('#guide').innerText();
    throw new Error(`it came to a stop at:\n${shown}`, { cause: error });
  }
  assert.deepEqual(complaints, []);
  assert.deepEqual(await exit, [0, null]);
  assert.match(await restOf(printed), /^Released: http.*\/v0\.1\.0$/m);
});

async function propose({ page, press, sees, fitsNarrowWindows, is }: Player): Promise<void> {
  await sees('Nothing is being released.');
  await press('Open an issue, say /release new v0.1.0 as alice');
  await page.getByRole('heading', { name: 'Release v0.1.0 + chart/0.1.0 #5' }).waitFor();
  await page.getByRole('link', { name: 'Look at #6' }).click();
  await page.getByRole('heading', { name: 'Set appVersion to v0.1.0 #6' }).waitFor();
  await sees('+appVersion: "v0.1.0"');
  await is('mallory');
  await press('Try it as mallory');
  await sees(/mallory may not do that: the forge says/);
  await fitsNarrowWindows();
  await press('Merge #6 as alice');
  await press('Say /rc as alice');
  await sees(/^rc2 is cut from/);
}

async function vote({ page, press, sees, says, is }: Player): Promise<void> {
  await is('bob');
  await says('bob', '/lgtm ran the upgrade test');
  await sees('1 of 2 owners (bob)');
  const answered = page.getByRole('article', { name: 'bob wrote' }).filter({ visible: true });
  await answered.getByText('thumbs up').waitFor();
  await says('bob', '/lgtm cancel');
  await sees('0 of 2 owners');
  await press('Say /lgtm as carol');
  await press('Say /lgtm as bob');
}

/** First with a message that lacks something, then with the commands that the page prints. */
async function tag({ page, press, sees, fitsNarrowWindows }: Player): Promise<void> {
  await page.getByRole('link', { name: 'See the commands' }).waitFor();
  await page.getByText('Tag and push as bob').first().click();
  await page.getByLabel('Message').fill('Changes since v0.0.9\n\n- Share devices (#1)');
  await press('Tag and push as bob');
  await sees(/the message of v0\.1\.0 lacks/);
  await fitsNarrowWindows();
  await press('Take v0.1.0 and chart/0.1.0 back as bob');
  await page.getByRole('link', { name: 'See the commands' }).click();
  const commands = await page.getByRole('region', { name: 'Commands for a shell' }).innerText();
  await run('sh', ['-e', '-c', commands]);
  await press(/^Say \/confirm chart sha256:\w+ as bob$/);
}

async function promote({ page, press, sees, fitsNarrowWindows }: Player): Promise<void> {
  await page.getByRole('link', { name: 'Look at k8s.io#1' }).click();
  const image = page.getByRole('row', { name: 'image v0.1.0' });
  const [digest = ''] = /\b[0-9a-f]{12}\b/.exec(await image.innerText()) ?? [];
  const change = await page.getByRole('region', { name: 'What it changes' }).innerText();
  assert.match(change, new RegExp(`^\\+ .*"sha256:${digest}[0-9a-f]{52}": \\["v0.1.0"\\]$`, 'm'));
  await image.getByText('staged').waitFor();
  await press('Pause the promotion job');
  await page.locator('#machines, #registries').getByText('Resume the promotion job').waitFor();
  await press('Merge k8s.io#1 as reviewer');
  await sees('not available yet');
  await fitsNarrowWindows();
  await press(page.locator('#guide').getByRole('button', { name: 'Resume the promotion job' }));
  await image.getByText('promoted').waitFor();
}

async function conclude({ page, press, sees, fitsNarrowWindows }: Player): Promise<void> {
  await page.getByRole('link', { name: 'Read the draft' }).click();
  await page.locator('#releases').getByRole('heading', { name: 'Changes since' }).waitFor();
  await press('Say /approve github-release as alice');
  await page.getByRole('heading', { name: 'Released', exact: true }).waitFor();
  assert.equal(await page.getByRole('img', { name: 'holds:', exact: true }).count(), 6);
  assert.equal(await page.getByRole('img', { name: 'does not hold:' }).count(), 0);
  assert.match(await page.locator('#slack').innerText(), /v0\.1\.0 \+ chart\/0\.1\.0 is released/);
  assert.match(await page.locator('#releases').innerText(), /v0\.1\.0\s+Published/);
  await fitsNarrowWindows();
  await press('Finish');
  await sees('The demo has ended. This page can be closed.');
}

/** What a person can do in front of the page. */
class Player {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Presses a button, as soon as there is one that can be pressed. */
  readonly press = async (button: Locator | string | RegExp): Promise<void> => {
    const isName = typeof button === 'string' || button instanceof RegExp;
    const found = isName ? this.page.getByRole('button', { name: button, exact: true }) : button;
    await found.click();
  };

  readonly sees = (text: string | RegExp): Promise<void> =>
    this.page.getByText(text).filter({ visible: true }).first().waitFor();

  readonly is = (login: string): Promise<void> =>
    this.page.getByRole('radio', { name: login }).check();

  readonly says = async (login: string, words: string): Promise<void> => {
    await this.page.getByRole('textbox', { name: `Comment as ${login}` }).fill(words);
    await this.press(`Comment as ${login}`);
  };

  /** Nothing stands out to the right in the window of a phone. */
  readonly fitsNarrowWindows = async (): Promise<void> => {
    const size = this.page.viewportSize();
    await this.page.setViewportSize({ width: 390, height: 844 });
    assert.equal(await this.page.evaluate('document.documentElement.scrollWidth'), 390);
    if (size !== null) await this.page.setViewportSize(size);
  };
}

function linesOf({ stdout }: ChildProcess): AsyncIterableIterator<string> {
  assert.ok(stdout);
  return createInterface({ input: stdout })[Symbol.asyncIterator]();
}

async function addressIn(lines: AsyncIterableIterator<string>): Promise<string> {
  for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
    const [address] = /http:\/\/127\.0\.0\.1:\d+\//.exec(line.value) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error('the demo ended without an address');
}

async function restOf(lines: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const line of lines) text += `${line}\n`;
  return text;
}
