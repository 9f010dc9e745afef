import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { Hooks } from '../hooks/hooks.ts';
import type { Json, Site } from '../site.ts';
import type { Account, App, Permissions } from '../world/accounts.ts';
import { nodeId } from '../world/node-id.ts';
import { iso } from '../world/time.ts';
import { existing } from '../world/world.ts';
import { putAccount } from './accounts.ts';

/** An App to be registered. */
export interface NewApp {
  readonly slug: string;
  readonly name?: string;
  /** Whose it is; the first account added if not given. */
  readonly owner?: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  /** Where it is told about events; nowhere until it is given, here or by `pointHook`. */
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
}

/** A registered App with the key only its owner has. */
export interface AppHandle {
  readonly appId: number;
  readonly clientId: string;
  readonly slug: string;
  readonly privateKeyPem: string;
  /** The account its installations act as. */
  readonly bot: { readonly login: string; readonly id: number };
}

/** Apps cannot subscribe to what they may not read ("Webhook events and payloads"). */
const EVENT_PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  check_run: ['checks'],
  create: ['contents'],
  delete: ['contents'],
  issue_comment: ['issues', 'pull_requests'],
  issues: ['issues'],
  pull_request: ['pull_requests'],
  pull_request_review: ['pull_requests'],
  push: ['contents'],
  release: ['contents'],
  status: ['statuses'],
};

interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

// Making a key takes longer than all else a test does. Forges of one process
// share them; two Apps of one forge never do.
const keyPairs: Promise<KeyPair>[] = [];

/** What setting up Apps works with. */
export interface AppSetup {
  readonly site: Site;
  readonly hooks: Hooks;
}

/** Registers an App and, where it has a webhook, sends it GitHub's ping. */
export async function addApp({ site, hooks }: AppSetup, order: NewApp): Promise<AppHandle> {
  const { world } = site;
  const { slug, name = slug, permissions, events, webhookUrl, webhookSecret } = order;
  checkEvents(events, permissions);
  const keys = await keyPair(world.apps.all().length);
  const owner = ownerNamed(site, order.owner);
  const bot = putAccount(world, {
    login: `${slug}[bot]`,
    type: 'Bot',
    name: undefined,
    email: undefined,
  });
  const id = world.nextAccountId();
  const clientId = `Iv23li${String(id).padStart(14, '0')}`;
  const app = world.apps.put({
    id,
    nodeId: nodeId('App', id),
    slug,
    name,
    clientId,
    ownerId: owner.id,
    botId: bot.id,
    permissions: { ...permissions, metadata: 'read' },
    events,
    publicKeyPem: keys.publicKey,
    hook: undefined,
    createdAt: site.now(),
  });
  if (webhookUrl !== undefined) {
    pointHook({ site, hooks }, app.id, { url: webhookUrl, secret: webhookSecret ?? '' });
  }
  return { appId: id, clientId, slug, privateKeyPem: keys.privateKey, bot };
}

/** Tells an App's events to an address from now on, a ping first. */
export function pointHook(
  { site, hooks }: AppSetup,
  appId: number,
  { url, secret }: { url: string; secret: string },
): void {
  const { world } = site;
  const app = existing(world.apps, appId);
  const hook = { id: app.hook?.id ?? world.nextAccountId(), url, secret };
  const pointed = world.apps.put({ ...app, hook });
  hooks.send({ app: pointed, event: 'ping', payload: pingJson(site, pointed, hook.id) });
}

function keyPair(index: number): Promise<KeyPair> {
  const made =
    keyPairs[index] ??
    promisify(generateKeyPair)('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    });
  keyPairs[index] = made;
  return made;
}

function checkEvents(events: readonly string[], permissions: Permissions): void {
  for (const event of events) {
    const needed = EVENT_PERMISSIONS[event];
    if (needed === undefined) throw new Error(`the forge does not send the event ${event}`);
    if (!needed.some((name) => name in permissions)) {
      throw new Error(`an App needs the permission ${needed.join(' or ')} for the event ${event}`);
    }
  }
}

/** The account with a login, or the first one there is. */
export function ownerNamed({ world }: Site, login: string | undefined): Account {
  const found =
    login === undefined
      ? world.accounts.all().find(({ login }) => login !== 'web-flow')
      : world.accountNamed(login);
  if (found === undefined) throw new Error(`there is no account ${login ?? 'to own the App'}`);
  return found;
}

function pingJson(site: Site, app: App, hookId: number): Json {
  return {
    zen: 'Design for failure.',
    hook_id: hookId,
    hook: {
      type: 'App',
      id: hookId,
      name: 'web',
      active: true,
      events: app.events,
      config: { content_type: 'json', insecure_ssl: '0', secret: '********', url: app.hook?.url },
      updated_at: iso(site.now()),
      created_at: iso(site.now()),
      app_id: app.id,
      deliveries_url: `${site.url}/app/hook/deliveries`,
    },
  };
}
