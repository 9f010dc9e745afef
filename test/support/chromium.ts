import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const FOLDERS = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)];

/** How long anything that should be seen may take, on a slow machine that does other things too. */
const PATIENCE = 60_000;

/** Chromium's program: what `CHROMIUM` names, or one that is installed; undefined where there is none. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM;
  if (named === undefined || named === '')
    return NAMES.flatMap((name) => FOLDERS.map((folder) => join(folder, name))).find(existsSync);
  if (!existsSync(named)) throw new Error(`CHROMIUM names ${named}, where nothing is`);
  return named;
}

/** Starts Chromium without a window, and without anything that would ask the network. */
export function startChromium(executablePath: string): Promise<Browser> {
  // Its sandbox does not work for root, and what it opens is our own.
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'];
  return chromium.launch({ executablePath, args });
}

/** A page in a browser, with everything that it has complained about. */
export interface Tab {
  readonly page: Page;
  /** Errors and warnings of the console, dialogs, and requests to others than the page's own server. */
  readonly complaints: readonly string[];
}

/** Opens an address in a tab of its own. */
export async function openTab(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Tab> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', ({ message }) => complaints.push(`uncaught: ${message}`));
  page.on('dialog', async (dialog) => {
    complaints.push(`asked “${dialog.message()}”`);
    await dialog.dismiss();
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin)
      complaints.push(`asked for ${request.url()}`);
  });
  await page.goto(url);
  return { page, complaints };
}
