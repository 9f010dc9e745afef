import type { AppHandle } from '../forge/setup/apps.ts';
import { PRODUCTION_HOST, PROJECT, STAGING_HOST } from '../stage/scenery.ts';
import { openStage, type Stage } from '../stage/stage.ts';
import { appManifest } from '../support/app-manifest.ts';
import { type FrontDoor, openFrontDoor } from './front-door.ts';
import { buildRoad, type RoughRoad } from './rough-road.ts';
import type { Weather } from './weather.ts';

const SECRET = 'a secret of the storm alone';

/** The stage with an App of our own on it, whose processes this run starts and kills. */
export interface Ground {
  readonly stage: Stage;
  readonly app: AppHandle;
  readonly door: FrontDoor;
  /** Begins to let requests of Ringmaster meet this. */
  weather: Weather | undefined;
  readonly settings: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * The stage brings a Ringmaster of its own, of which there is one, and which cannot
 * be killed before it is up. It leaves, and another App takes its place.
 */
export async function openGround(): Promise<Ground> {
  await using opened = new AsyncDisposableStack();
  const stage = await openStage();
  opened.defer(() => stage.close());
  const { forge, chat } = stage;
  await stage.ringmaster().stop();
  await forge.settled();
  const installations = forge.deliveries.flatMap(({ installationId }) => installationId ?? []);
  for (const id of new Set(installations)) forge.uninstall(id);
  const door = await openFrontDoor();
  opened.defer(() => door.close());
  const app = await addApp(stage, door);
  const calm = { kind: 'none' } as const;
  const ground: { weather: Weather | undefined } = { weather: undefined };
  const github = await buildRoad({
    to: forge.url,
    mishap: ({ method, url }, body) =>
      ground.weather?.mishap({ isWrite: isWrite(method, url, body) }) ?? calm,
    stale({ method = 'GET', url = '/' }, ms) {
      const { pathname } = new URL(url, forge.url);
      const path = new RegExp(`^${escaped(decodeURIComponent(pathname))}$`);
      const fault = forge.faults.add({ on: { method, path }, kind: 'stale', ms });
      return () => fault.remove();
    },
  });
  opened.defer(() => github.close());
  const slack = await buildRoad({
    to: new URL(chat.apiUrl).origin,
    mishap: ({ url = '' }) =>
      ground.weather?.mishap({ isWrite: url.endsWith('chat.postMessage') }) ?? calm,
  });
  opened.defer(() => slack.close());
  const all = opened.move();
  return Object.assign(ground, {
    stage,
    app,
    door,
    settings: settingsFor(stage, { app, github, slack }),
    close: () => all.disposeAsync(),
  });
}

async function addApp({ forge }: Stage, { url }: FrontDoor): Promise<AppHandle> {
  const manifest = await appManifest();
  const app = await forge.addApp({
    slug: 'ringmaster-in-the-storm',
    permissions: manifest.default_permissions,
    events: manifest.default_events,
    webhookUrl: `${url}/webhooks/github`,
    webhookSecret: SECRET,
  });
  const [owner = ''] = PROJECT.split('/');
  forge.install(app, owner, [PROJECT]);
  return app;
}

interface Roads {
  readonly app: AppHandle;
  readonly github: RoughRoad;
  readonly slack: RoughRoad;
}

/** What is settled must have been for longer than an attempt, the network and stale reads take together. */
function settingsFor(
  { forge, accounts, chat, staging, production }: Stage,
  { app, github, slack }: Roads,
): Record<string, string> {
  return {
    APP_ID: String(app.appId),
    PRIVATE_KEY: app.privateKeyPem,
    WEBHOOK_SECRET: SECRET,
    GITHUB_API_URL: github.url,
    GITHUB_URL: forge.url,
    SLACK_TOKEN: chat.token,
    SLACK_API_URL: `${slack.url}/api/`,
    RINGMASTER_MACHINE_TOKEN: accounts['release-robot'].token,
    RINGMASTER_MIRRORS: `${STAGING_HOST}=${staging.url},${PRODUCTION_HOST}=${production.url}`,
    RINGMASTER_POLL: '500ms',
    RINGMASTER_GATHER: '200ms',
    RINGMASTER_SETTLE: '6s',
    RINGMASTER_SWEEP: '5s',
    RINGMASTER_DELIVERIES: '5s',
  };
}

function isWrite(method: string | undefined, url: string | undefined, body: Buffer): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  // A token changes nothing, and every process begins with one.
  if (url?.endsWith('/access_tokens') === true) return false;
  return url?.endsWith('/graphql') === true ? body.includes('mutation') : true;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
