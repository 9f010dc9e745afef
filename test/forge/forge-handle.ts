import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { Changes } from './changes.ts';
import type { Violation } from './conformance.ts';
import type { Faults } from './faults/faults.ts';
import type { Delivery } from './hooks/delivery.ts';
import type { Desk } from './http/desk.ts';
import type { Requests } from './http/requests.ts';
import type { LiveSite } from './live-site.ts';
import { addOrganization, addUser, type NewUser, type UserHandle } from './setup/accounts.ts';
import { type AppHandle, type AppSetup, addApp, type NewApp, pointHook } from './setup/apps.ts';
import { changeInstallation, install, uninstall } from './setup/installations.ts';
import {
  addRepository,
  commit,
  mergedPull,
  type NewCommitOrder,
  type NewMergedPull,
  type NewRepository,
  setCollaborators,
} from './setup/repositories.ts';
import type { Role } from './world/repositories.ts';

/**
 * A GitHub of one's own, for tests and the demo: REST, GraphQL, git over HTTP
 * and webhooks, on 127.0.0.1, gone without a trace when it is closed.
 *
 * People and Apps act through the API with their tokens; the methods here only
 * set the stage and look on.
 */
export class Forge {
  /** Plant faults here. */
  readonly faults: Faults;
  /** Every request that was answered. */
  readonly requests: Requests;
  /** What was said that GitHub would not have said. A test asserts that it stays empty. */
  readonly violations: readonly Violation[];
  /** What was asked for that the forge does not have. A test asserts that it stays empty. */
  readonly unknownRequests: readonly string[];
  readonly #site: LiveSite;
  readonly #server: Server;
  /** Where its repositories lie while it runs. */
  readonly folder: string;
  readonly #changes: Changes;

  /** Use `startForge`. */
  constructor(parts: {
    site: LiveSite;
    server: Server;
    folder: string;
    desk: Desk;
    changes: Changes;
  }) {
    const { site, server, folder, desk, changes } = parts;
    this.#site = site;
    this.#server = server;
    this.folder = folder;
    this.#changes = changes;
    this.faults = desk.faults;
    this.requests = desk.requests;
    this.violations = desk.violations;
    this.unknownRequests = desk.unknown;
  }

  /** The address of the REST API; GraphQL is at `/graphql` beneath it. */
  get url(): string {
    return this.#site.url;
  }

  /** Every attempt to deliver a webhook, oldest first. */
  get deliveries(): readonly Delivery[] {
    return this.#site.deliveries.log;
  }

  /** The address git clones from and pushes to, with a token in it where one is given. */
  gitUrl(fullName: string, token?: string): string {
    const url = new URL(`${this.url}/${fullName}.git`);
    if (token !== undefined) {
      url.username = 'x-access-token';
      url.password = token;
    }
    return url.href;
  }

  addUser(user: NewUser): UserHandle {
    return addUser(this.#site, user);
  }

  addOrganization(login: string): { login: string; id: number } {
    return addOrganization(this.#site, login);
  }

  /** Makes a repository. Answers its number. */
  async addRepository(fullName: string, order: NewRepository = {}): Promise<number> {
    return (await addRepository(this.#site, fullName, order)).id;
  }

  /** Gives people roles in a repository, and takes them from everybody else. */
  setCollaborators(fullName: string, roles: Readonly<Record<string, Role>>): void {
    setCollaborators(this.#site, fullName, roles);
  }

  /** Commits and pushes as a person would, events and all. Answers the commit. */
  commit(fullName: string, order: NewCommitOrder): Promise<string> {
    return commit(this.#site, fullName, order);
  }

  /** Proposes a change in a pull request and has it merged. */
  mergedPull(fullName: string, order: NewMergedPull): Promise<{ number: number; sha: string }> {
    return mergedPull(this.#site, fullName, order);
  }

  addApp(app: NewApp): Promise<AppHandle> {
    return addApp(this.#setup(), app);
  }

  /** Tells an App's events to an address from now on. */
  pointHook({ appId }: AppHandle, hook: { url: string; secret: string }): void {
    pointHook(this.#setup(), appId, hook);
  }

  /** Installs an App on an account. Answers the installation's number. */
  install({ appId }: AppHandle, account: string, repositories: readonly string[] | 'all'): number {
    return install(this.#setup(), { appId, account, repositories }).id;
  }

  /** Changes which repositories an installation reaches. */
  changeInstallation(installationId: number, repositories: readonly string[]): void {
    changeInstallation(this.#setup(), installationId, repositories);
  }

  uninstall(installationId: number): void {
    uninstall(this.#setup(), installationId);
  }

  /** Calls a listener after every change; the answer takes it away again. */
  onChange(listener: () => void): () => void {
    return this.#changes.listen(listener);
  }

  /** Resolves once no webhook is under way or waiting to be sent. */
  settled(): Promise<void> {
    return this.#site.deliveries.settled();
  }

  /** Stops everything and removes all files. */
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    if (this.#server.listening) await once(this.#server, 'close');
    await this.#site.close();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  #setup(): AppSetup {
    return { site: this.#site, hooks: this.#site.deliveries };
  }
}
