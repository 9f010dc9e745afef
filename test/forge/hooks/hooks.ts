import { randomUUID } from 'node:crypto';
import type { Faults } from '../faults/faults.ts';
import type { Happening, Json, Site } from '../site.ts';
import type { App, Hook, Installation } from '../world/accounts.ts';
import type { Repository } from '../world/repositories.ts';
import type { Delivery } from './delivery.ts';
import { envelope } from './envelope.ts';
import { type PostOutcome, post, signatureOf } from './post.ts';
import type { Shuffle } from './shuffle.ts';

/** An event for one App. */
export interface Letter {
  readonly app: App;
  readonly event: string;
  readonly action?: string | undefined;
  readonly installation?: Installation | undefined;
  readonly repository?: Repository | undefined;
  readonly payload: Json;
}

/** What webhooks depend on beside the world. */
export interface HooksOptions {
  readonly faults: Faults;
  readonly shuffle: Shuffle | undefined;
  /** Sees every payload before it is sent. */
  readonly inspect: (letter: Letter) => void;
}

type Draft = Omit<
  Delivery,
  'id' | 'deliveredAt' | 'duration' | 'status' | 'statusCode' | 'responseHeaders' | 'responseBody'
>;

/** "Payloads are capped at 25 MB": what is larger is never sent. */
const LARGEST_PAYLOAD = 25 * 1024 * 1024;

/**
 * Tells Apps of events as GitHub does: signed, once, without retry, in no
 * promised order, and with every attempt in a log.
 */
export class Hooks {
  /** Every attempt, oldest first. */
  readonly log: Delivery[] = [];
  readonly #site: Site;
  readonly #options: HooksOptions;
  readonly #underway = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor(site: Site, options: HooksOptions) {
    this.#site = site;
    this.#options = options;
  }

  /** Sends an event to every App that is installed on the repository and has subscribed to it. */
  tell(happening: Happening): void {
    const { world } = this.#site;
    const { event, action, repository } = happening;
    const payload = envelope(this.#site, happening);
    for (const installation of world.installations.all()) {
      const app = world.apps.get(installation.appId);
      const { accountId, repositoryIds } = installation;
      const reaches =
        accountId === repository.ownerId &&
        (repositoryIds === 'all' || repositoryIds.has(repository.id));
      if (app === undefined || !reaches || !app.events.includes(event)) continue;
      this.send({ app, event, action, installation, repository, payload });
    }
  }

  /** Sends an event to one App, whatever it has subscribed to. */
  send(letter: Letter): void {
    const { app, event, action, installation, repository, payload } = letter;
    if (app.hook === undefined) return;
    const { id, nodeId } = installation ?? {};
    const whole = {
      ...(action === undefined ? {} : { action }),
      ...payload,
      ...(id === undefined || 'installation' in payload
        ? {}
        : { installation: { id, node_id: nodeId } }),
    };
    this.#options.inspect({ ...letter, payload: whole });
    const body = JSON.stringify(whole);
    if (Buffer.byteLength(body) > LARGEST_PAYLOAD) return;
    const guid = randomUUID();
    const common = { guid, appId: app.id, event, action, redelivery: false, body };
    const where = { installationId: id, repositoryId: repository?.id };
    const requestHeaders = headersFor(app, app.hook, { guid, event, body });
    this.#dispatch({ ...common, ...where, requestHeaders });
  }

  /** Sends an attempt again, with the same guid; false where there is none with that id. */
  redeliver(id: number): boolean {
    const former = this.log.find((delivery) => delivery.id === id);
    if (former === undefined) return false;
    this.#start(this.#deliver({ ...former, redelivery: true }));
    return true;
  }

  /** Resolves once nothing is under way or waiting. */
  async settled(): Promise<void> {
    while (this.#underway.size > 0) await Promise.all(this.#underway);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.settled();
  }

  #dispatch(draft: Draft): void {
    const { faults, shuffle } = this.#options;
    const fault = faults.forEvent(draft);
    if (fault.isLost) {
      if (fault.isRecorded) this.#record(draft, lost(), 0);
      return;
    }
    const delay = fault.delay + (shuffle?.delay() ?? 0);
    for (let copy = 0; copy < fault.copies; copy += 1) this.#start(this.#deliver(draft, delay));
  }

  #start(delivering: Promise<void>): void {
    const tracked = delivering.finally(() => this.#underway.delete(tracked));
    this.#underway.add(tracked);
  }

  async #deliver(draft: Draft, delay = 0): Promise<void> {
    const { signal } = this.#closing;
    const hook = this.#site.world.apps.get(draft.appId)?.hook;
    if (delay > 0) await pause(delay, signal);
    if (hook === undefined || signal.aborted) return;
    const begun = performance.now();
    const { requestHeaders: headers, body } = draft;
    const outcome = await post(hook.url, { headers, body, signal });
    this.#record(draft, outcome, (performance.now() - begun) / 1000);
  }

  #record(draft: Draft, outcome: PostOutcome, seconds: number): void {
    const { status, statusCode, headers, body } = outcome;
    this.log.push({
      ...draft,
      id: this.#site.world.nextId(),
      deliveredAt: this.#site.now(),
      duration: Number(seconds.toFixed(2)),
      status,
      statusCode,
      responseHeaders: headers,
      responseBody: body,
    });
  }
}

function headersFor(
  app: App,
  hook: Hook,
  { guid, event, body }: { guid: string; event: string; body: string },
): Record<string, string> {
  return {
    accept: '*/*',
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/forge',
    'x-github-event': event,
    'x-github-delivery': guid,
    'x-github-hook-id': String(hook.id),
    'x-github-hook-installation-target-id': String(app.id),
    'x-github-hook-installation-target-type': 'integration',
    ...(hook.secret === '' ? {} : { 'x-hub-signature-256': signatureOf(hook.secret, body) }),
  };
}

function lost(): PostOutcome {
  return { status: 'failed to connect to host', statusCode: 0, headers: {}, body: '' };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
