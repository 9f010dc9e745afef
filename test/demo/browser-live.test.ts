import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { look } from '../stage/scene.ts';
import { openStage, type Stage } from '../stage/stage.ts';
import { findChromium, openTab, startChromium, type Tab } from '../support/chromium.ts';
import { startPage } from './interactive.ts';

const chromium = findChromium();

describe('the page while others act', {
  skip: chromium === undefined && 'Chromium is not installed',
  timeout: 300_000,
}, () => {
  const opened = new AsyncDisposableStack();
  let stage: Stage;
  let browser: Browser;
  let url: string;
  let issue: number;

  before(async () => {
    stage = await openStage();
    opened.defer(() => stage.close());
    const served = await startPage(stage, { port: 0 });
    opened.defer(() => served.close());
    browser = await startChromium(chromium ?? '');
    opened.defer(() => browser.close());
    url = served.url;
    issue = await stage.person('alice').openIssue({ title: 'A long talk', body: 'Begin.' });
    for (let n = 1; n <= 8; n += 1)
      await stage.person('alice').say(issue, `${n}\n\n${'Something was said.\n\n'.repeat(4)}`);
  });
  after(() => opened.disposeAsync());

  /** Somebody in front of the long talk, in a tab of their own. */
  async function someone(login: string): Promise<Tab> {
    const tab = await openTab(browser, `${url}?as=${login}#dra-example-driver-${issue}`);
    await tab.page.getByRole('heading', { name: 'A long talk' }).waitFor();
    return tab;
  }

  test('what is typed, where the caret stands and what is in sight stay as they are', async () => {
    const { page, complaints } = await someone('bob');
    const box = page.getByRole('textbox', { name: 'Comment as bob' });
    await box.fill('I am still writing');
    await page.evaluate('document.activeElement.setSelectionRange(5, 10)');
    await page.getByText('4', { exact: true }).scrollIntoViewIfNeeded();
    const before = await stateOf(page);
    assert.ok(before.scroll > 0);
    const id = await stage.person('carol').say(issue, 'carol is faster');
    await page.getByText('carol is faster').waitFor({ state: 'attached' });
    await stage.person('carol').editComment(id, 'carol has changed her mind');
    await page.getByText('carol has changed her mind').waitFor({ state: 'attached' });
    assert.deepEqual(await stateOf(page), before);
    assert.deepEqual([before.typed, before.caret], ['I am still writing', [5, 10]]);
    assert.deepEqual(complaints, []);
  });

  test('one goes on to the issue that one has opened, and its form is empty again', async () => {
    const { page, complaints } = await someone('carol');
    await page.getByRole('link', { name: 'New issue' }).click();
    await page.getByLabel('Title').fill('Something else');
    await page.getByLabel('Description').fill('It is urgent.');
    await page.getByRole('button', { name: 'Open it as carol' }).click();
    await page.getByRole('heading', { name: 'Something else' }).waitFor();
    await page.getByRole('link', { name: 'New issue' }).click();
    assert.equal(await page.getByLabel('Title').inputValue(), '');
    assert.deepEqual(complaints, []);
  });

  test('whatever a stranger writes is shown as it was typed', async () => {
    const { page, complaints } = await someone('mallory');
    const hostile =
      '<img src=x onerror=alert(1)><script>alert(2)</script> [x](javascript:alert(3))';
    await page.getByRole('textbox', { name: 'Comment as mallory' }).fill(hostile);
    await page.keyboard.press('Control+Enter');
    const said = page.getByRole('article', { name: 'mallory wrote' });
    await said.getByText(/^<img src=x onerror=alert\(1\)><script>.*<\/script> x$/).waitFor();
    await said.getByText('x', { exact: true }).click();
    assert.deepEqual(complaints, []);
  });

  test('people change and delete what they said, and see no button for what others said', async () => {
    const { page, complaints } = await someone('reviewer');
    await page.getByRole('textbox', { name: 'Comment as reviewer' }).fill('Looks fine.');
    await page.getByRole('button', { name: 'Comment as reviewer' }).click();
    const mine = page.getByRole('article', { name: 'reviewer wrote' });
    await mine.getByText('Edit').click();
    await mine.getByLabel('Your comment').fill('Looks wrong.');
    await mine.getByRole('button', { name: 'Save' }).click();
    await mine.getByText('Looks wrong.', { exact: true }).filter({ visible: true }).waitFor();
    const others = page.getByRole('article', { name: 'alice wrote' }).filter({ visible: true });
    assert.equal(await others.getByText('Edit').count(), 0);
    await mine.getByRole('button', { name: 'Delete' }).click();
    await mine.waitFor({ state: 'detached' });
    assert.deepEqual(complaints, []);
  });

  test('the keyboard is enough to become somebody else and to open another talk', async () => {
    const { page, complaints } = await someone('alice');
    await page.getByRole('link', { name: 'New issue' }).press('Enter');
    await page.getByRole('heading', { name: 'New issue' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'A long talk' }).waitFor();
    await page.getByRole('link', { name: 'To what is next' }).press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('textbox', { name: 'Comment as bob' }).waitFor();
    assert.deepEqual(complaints, []);
  });

  test('what is pressed while machines are at work is done as soon as they rest', async () => {
    const { page, complaints } = await someone('alice');
    await page.getByRole('button', { name: 'Crash Ringmaster and start it again' }).click();
    await page.getByText('Machines are at work').waitFor();
    const held = page.getByRole('button', { name: 'Say /release new v0.1.0 as alice' });
    await held.click({ force: true });
    const refusal = page.locator('#restart').getByRole('alert');
    const release = page.getByRole('heading', { name: 'Release v0.1.0 + chart/0.1.0' });
    await release.or(refusal.filter({ hasText: /./ })).waitFor();
    assert.equal(await refusal.innerText(), '');
    const { threads } = await look(stage);
    const said = threads.flatMap(({ comments }) => comments).map(({ body }) => body);
    assert.equal(said.filter((body) => body === '/release new v0.1.0').length, 1);
    assert.deepEqual(complaints, []);
  });
});

const STATE = z.object({
  scroll: z.number(),
  typed: z.string(),
  caret: z.tuple([z.number(), z.number()]),
});

/** What somebody who writes would miss if it changed. */
async function stateOf(page: Page): Promise<z.infer<typeof STATE>> {
  return STATE.parse(
    await page.evaluate(`({
      scroll: scrollY,
      typed: document.activeElement.value,
      caret: [document.activeElement.selectionStart, document.activeElement.selectionEnd],
    })`),
  );
}
