import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startForge } from '../forge/forge.ts';
import type { Forge } from '../forge/forge-handle.ts';
import { type PromotionJob, startPromotionJob } from '../registry/promotion-job.ts';
import type { Remote } from '../registry/wire.ts';
import { appManifest } from '../support/app-manifest.ts';
import { freePort } from '../support/free-port.ts';
import { type Account, type Accounts, addAccounts, type Login } from './accounts.ts';
import { type Builder, startBuilder } from './builder.ts';
import { type StageChat, startChat } from './chat.ts';
import { furnish } from './furnish.ts';
import { Person } from './person.ts';
import { type Registries, startRegistries } from './registries.ts';
import { type RingmasterProcess, startRingmaster } from './ringmaster.ts';
import { BEFORE, LISTS, PRODUCTION_HOST, PROJECT, STAGING_HOST } from './scenery.ts';
import { signingProgram } from './signer.ts';

/** Everything a release needs, on this machine: forge, registries, chat, builds, the promotion job, and Ringmaster. */
export interface Stage {
  readonly forge: Forge;
  readonly staging: Remote;
  readonly production: Remote;
  readonly chat: StageChat;
  readonly builder: Builder;
  readonly job: PromotionJob;
  readonly accounts: Accounts;
  ringmaster(): RingmasterProcess;
  person(login: Login): Person;
  /** Ends Ringmaster, as an operator or a crash would, and starts it again. */
  restart(how: 'stop' | 'kill'): Promise<void>;
  close(): Promise<void>;
}

export interface StageOptions {
  /** `memory`: stand-ins in this process; `debian`: the real registry that Debian ships. */
  readonly registry?: 'memory' | 'debian';
  /** How Ringmaster reaches the repository with the list. */
  readonly proposer?: 'machine user' | 'app';
  readonly settings?: Readonly<Record<string, string>>;
  /** Starts Ringmaster, or several of it that answer together; one process if not given. */
  readonly start?: typeof startRingmaster;
}

/** Builds the stage and starts everything on it; if anything will not start, what did is stopped again. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'ringmaster-stage-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const forge = await startForge();
  opened.defer(() => forge.close());
  const accounts = addAccounts(forge);
  const registries = await startRegistries(options.registry ?? 'memory');
  opened.defer(() => registries.stop());
  await furnish({ forge, accounts, ...registries });
  const chat = await startChat(await freePort());
  opened.defer(() => chat.stop());
  const standing = { forge, accounts, registries, chat };
  const machines = await startMachines(standing, opened);
  const port = await freePort();
  const settings = await settingsFor(standing, { port, folder, options });
  const start = options.start ?? startRingmaster;
  let ringmaster = await start(settings, port);
  opened.defer(async () => {
    await ringmaster.stop();
  });
  const program = await signingProgram();
  const people = new Map<Login, Person>();
  const all = opened.move();
  return {
    ...standing,
    ...registries,
    ...machines,
    ringmaster: () => ringmaster,
    person(login) {
      const person = people.get(login) ?? new Person(accounts[login], { forge, folder, program });
      people.set(login, person);
      return person;
    },
    async restart(how) {
      await (how === 'stop' ? ringmaster.stop() : ringmaster.kill());
      ringmaster = await start(settings, port);
    },
    close: () => all.disposeAsync(),
  };
}

/** What works without being asked: the builds, and the promotion job. */
async function startMachines(
  { forge, accounts, registries }: Standing,
  opened: AsyncDisposableStack,
): Promise<Pick<Stage, 'builder' | 'job'>> {
  const { staging, production } = registries;
  const builder = startBuilder({
    forge: { url: forge.url, token: accounts.alice.token },
    staging,
    built: [`v${BEFORE}`, `chart/${BEFORE}`],
  });
  opened.defer(() => builder.stop());
  const { token } = accounts['promotion-job'];
  const job = await startPromotionJob({
    forge: forge.url,
    token,
    repository: LISTS,
    from: staging,
    to: production,
    interval: 200,
  });
  opened.defer(() => job.stop());
  return { builder, job };
}

interface Standing {
  readonly forge: Forge;
  readonly accounts: Accounts;
  readonly registries: Registries;
  readonly chat: StageChat;
}

const SECRET = 'a secret of the stage alone';

async function settingsFor(
  { forge, accounts, registries, chat }: Standing,
  { port, folder, options }: { port: number; folder: string; options: StageOptions },
): Promise<Record<string, string>> {
  const manifest = await appManifest();
  const app = await forge.addApp({
    slug: 'ringmaster',
    permissions: manifest.default_permissions,
    events: manifest.default_events,
    webhookUrl: `http://127.0.0.1:${port}/webhooks/github`,
    webhookSecret: SECRET,
  });
  const [owner = ''] = PROJECT.split('/');
  forge.install(app, owner, [PROJECT]);
  const proposer = proposerSettings(options.proposer ?? 'machine user', accounts['release-robot']);
  if (options.proposer === 'app') forge.install(app, LISTS.split('/')[0] ?? '', [LISTS]);
  return {
    APP_ID: String(app.appId),
    PRIVATE_KEY: app.privateKeyPem,
    WEBHOOK_SECRET: SECRET,
    GITHUB_API_URL: forge.url,
    GITHUB_URL: forge.url,
    RINGMASTER_DATA: join(folder, 'data'),
    SLACK_TOKEN: chat.token,
    SLACK_API_URL: chat.apiUrl,
    RINGMASTER_MIRRORS: [
      `${STAGING_HOST}=${registries.staging.url}`,
      `${PRODUCTION_HOST}=${registries.production.url}`,
    ].join(','),
    // Here a day passes in a minute, and GitHub's limits do not become shorter with it.
    RINGMASTER_GITHUB_LIMITS: 'none',
    RINGMASTER_POLL: '250ms',
    RINGMASTER_GATHER: '100ms',
    RINGMASTER_SETTLE: '1s',
    ...proposer,
    ...options.settings,
  };
}

function proposerSettings(
  proposer: 'machine user' | 'app',
  { token }: Account,
): Record<string, string> {
  return proposer === 'app' ? {} : { RINGMASTER_MACHINE_TOKEN: token };
}
