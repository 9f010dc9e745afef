import { createHmac, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { startForge } from '../forge/forge.ts';
import type { Forge } from '../forge/forge-handle.ts';
import { call } from '../stage/api.ts';
import { type RingmasterProcess, startRingmaster } from '../stage/ringmaster.ts';
import { appManifest } from '../support/app-manifest.ts';
import { freePort } from '../support/free-port.ts';

const SECRET = 'a secret of the small site';

/** A forge with a few empty repositories, and Ringmaster beside it: for what operators do, not for releases. */
export interface SmallSite {
  readonly forge: Forge;
  /** An empty folder, gone when the site is. */
  readonly folder: string;
  /** Asks the forge for something, as alice. */
  ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown>;
  /** Starts Ringmaster; it is killed when the site closes. */
  start(settings: Readonly<Record<string, string>>): Promise<RingmasterProcess>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function openSmallSite(repositories = 1): Promise<SmallSite> {
  await using opening = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'ringmaster-site-'));
  opening.defer(() => rm(folder, { recursive: true, force: true }));
  const forge = await startForge();
  opening.defer(() => forge.close());
  const alice = forge.addUser({ login: 'alice', email: 'alice@example.org' });
  const names = Array.from({ length: repositories }, (_, index) => `alice/hello-${index}`);
  for (const name of names) await forge.addRepository(name);
  const { default_permissions: permissions } = await appManifest();
  const app = await forge.addApp({ slug: 'ringmaster', permissions, events: ['issue_comment'] });
  forge.install(app, 'alice', names);
  const opened = opening.move();
  return {
    forge,
    folder,
    ask: (method, path, body) =>
      call({ url: forge.url, token: alice.token }, method, { path, body }),
    async start(settings) {
      const port = await freePort();
      forge.pointHook(app, { url: `http://127.0.0.1:${port}/webhooks/github`, secret: SECRET });
      const ringmaster = await startRingmaster(
        {
          APP_ID: String(app.appId),
          PRIVATE_KEY: app.privateKeyPem,
          WEBHOOK_SECRET: SECRET,
          GITHUB_API_URL: forge.url,
          GITHUB_URL: forge.url,
          RINGMASTER_DATA: join(folder, 'data'),
          ...settings,
        },
        port,
      );
      opened.defer(() => ringmaster.kill());
      return ringmaster;
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** A webhook as GitHub would send it. */
export interface Letter {
  readonly id: string;
  readonly body: string;
}

/** A letter of that many bytes, which nothing can make shorter. */
export function letter(size = 100): Letter {
  const id = randomUUID();
  const words = Array.from({ length: Math.ceil(size / 36) }, () => randomUUID());
  return { id, body: JSON.stringify({ zen: words.join('') }) };
}

/** Sends one. @returns the status of the answer; 0 where nobody answers. */
export async function post(url: string, { id, body }: Letter): Promise<number> {
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  try {
    const answer = await request(`${url}/webhooks/github`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'ping',
        'x-github-delivery': id,
        'x-hub-signature-256': `sha256=${signature}`,
      },
      body,
    });
    await answer.body.dump();
    return answer.statusCode;
  } catch {
    return 0;
  }
}

/** Waits until something is so. @throws Error where it is not after a while. */
export async function until(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  patience = 60_000,
): Promise<void> {
  const deadline = performance.now() + patience;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`it never came to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
