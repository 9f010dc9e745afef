/**
 * Takes the picture of the README: a release is played to its end, and what its
 * tracking issue shows then is photographed in Chromium.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { perform } from '../stage/performance.ts';
import { openStage } from '../stage/stage.ts';
import { findChromium, openTab, startChromium } from '../support/chromium.ts';
import { startPage } from './interactive.ts';

const STORY = new URL('../stories/one-release.story', import.meta.url);
const PICTURE = fileURLToPath(new URL('../../.github/finished-card.png', import.meta.url));

const chromium = findChromium();
if (chromium === undefined) throw new Error('Chromium is not installed; .ci/install installs it');
await using opened = new AsyncDisposableStack();
const stage = await openStage();
opened.defer(() => stage.close());
await perform(stage, await readFile(STORY, 'utf8'), {
  act: console.log,
  happening: () => undefined,
});
const served = await startPage(stage, { port: 0 });
opened.defer(() => served.close());
const browser = await startChromium(chromium);
opened.defer(() => browser.close());
const { page } = await openTab(browser, served.url, {
  viewport: { width: 900, height: 1000 },
  deviceScaleFactor: 2,
  colorScheme: 'light',
});
await photograph(page);
console.log(`written: ${PICTURE}`);

/** The issue and the card of its last ring; what people said between is left out. */
async function photograph(page: Page): Promise<void> {
  const issue = page.locator('.thread.tracking');
  await issue.waitFor();
  await issue.evaluate((thread) => {
    const parts = [...thread.querySelectorAll('article')];
    const card = parts.findLast((part) => /Ring 3 of 3/.test(part.textContent ?? ''));
    const kept = new Set([parts[0], card]);
    for (const part of [...parts, ...thread.querySelectorAll('form, .comment-box')])
      if (![...kept].some((each) => each?.contains(part) || part.contains(each ?? null)))
        part.remove();
  });
  await issue.evaluate((thread) => thread.setAttribute('style', 'border: 0; border-radius: 0'));
  await issue.screenshot({ path: PICTURE });
}
