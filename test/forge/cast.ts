import assert from 'node:assert/strict';
import { Octokit } from '@octokit/core';
import { ProbotOctokit } from 'probot';
import { startForge } from './forge.ts';
import type { Forge } from './forge-handle.ts';
import { Listener } from './listener.ts';
import type { ForgeOptions } from './options.ts';
import type { UserHandle } from './setup/accounts.ts';
import type { AppHandle } from './setup/apps.ts';

/** Every permission and event the forge's own tests need. */
export const PERMISSIONS = {
  checks: 'write',
  contents: 'write',
  issues: 'write',
  pull_requests: 'write',
  statuses: 'write',
} as const;

const EVENTS = [
  'check_run',
  'create',
  'delete',
  'issue_comment',
  'issues',
  'pull_request',
  'pull_request_review',
  'push',
  'release',
  'status',
];

/** The repository every cast works on, as routes want it. */
export const HELLO = { owner: 'alice', repo: 'hello' } as const;

/**
 * A small cast around a forge: alice owns `alice/hello`, bob may write there,
 * carol may sort, mallory is a stranger; the App `ringmaster` is installed on
 * it and listens.
 */
export interface Cast extends AsyncDisposable {
  readonly forge: Forge;
  readonly alice: UserHandle;
  readonly bob: UserHandle;
  readonly carol: UserHandle;
  readonly mallory: UserHandle;
  readonly app: AppHandle;
  readonly installationId: number;
  readonly listener: Listener;
  /** A client with a person's token, or with none. */
  as(user?: UserHandle): Octokit;
  /** A client that acts as the App itself. */
  asApp(): Octokit;
  /** A client that acts as the App's installation, as Probot makes it. */
  asInstallation(): Octokit;
  /** A client with an installation token of fewer powers. */
  withPermissions(permissions: Readonly<Record<string, string>>): Promise<Octokit>;
}

/** What a test may want otherwise. */
interface CastOptions extends ForgeOptions {
  /** Whether unknown requests and violations are what the test is about. */
  readonly mayComplain?: boolean;
}

/** Gathers the cast around a new forge. Leaving it asserts that nobody asked or was told what GitHub does not have. */
export async function gatherCast(options: CastOptions = {}): Promise<Cast> {
  const forge = await startForge(options);
  const listener = await Listener.start();
  const person = (login: string, name: string) =>
    forge.addUser({ login, name, email: `${login}@example.com` });
  const alice = person('alice', 'Alice');
  const bob = person('bob', 'Bob');
  const carol = person('carol', 'Carol');
  const mallory = person('mallory', 'Mallory');
  await forge.addRepository('alice/hello', {
    collaborators: { bob: 'write', carol: 'triage' },
    files: { 'README.md': '# hello\n', 'src/main.txt': 'one\ntwo\nthree\n' },
  });
  const app = await forge.addApp({
    slug: 'ringmaster',
    permissions: PERMISSIONS,
    events: EVENTS,
    webhookUrl: listener.url,
    webhookSecret: listener.secret,
  });
  const installationId = forge.install(app, 'alice', ['hello']);
  await forge.settled();
  listener.clear();
  const clients = clientsOf(forge, app, installationId);
  return {
    forge,
    alice,
    bob,
    carol,
    mallory,
    app,
    installationId,
    listener,
    ...clients,
    async [Symbol.asyncDispose]() {
      await forge.close();
      await listener.close();
      if (options.mayComplain === true) return;
      assert.deepEqual(forge.violations, []);
      assert.deepEqual(forge.unknownRequests, []);
    },
  };
}

function clientsOf(forge: Forge, app: AppHandle, installationId: number) {
  const baseUrl = forge.url;
  // Probot's own retries and pauses would hide what the forge answers.
  const Patient = ProbotOctokit.defaults({
    baseUrl,
    retry: { enabled: false },
    throttle: { enabled: false },
  });
  const auth = { appId: app.appId, privateKey: app.privateKeyPem };
  const asApp = () => new Patient({ auth });
  return {
    as: (user?: UserHandle) =>
      new Octokit({ baseUrl, ...(user === undefined ? {} : { auth: user.token }) }),
    asApp,
    asInstallation: () => new Patient({ auth: { ...auth, installationId } }),
    withPermissions: async (permissions: Readonly<Record<string, string>>) => {
      const { data } = await asApp().request(
        'POST /app/installations/{installation_id}/access_tokens',
        { installation_id: installationId, permissions },
      );
      return new Octokit({ baseUrl, auth: data.token });
    },
  };
}

/** The status an API call is refused with; 0 where it is not refused. */
export async function statusOf(call: Promise<unknown>): Promise<number> {
  return (await refusalOf(call)).status;
}

/** Status and message an API call is refused with. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<{ status: number; message: string }> {
  try {
    await call;
    return { status: 0, message: '' };
  } catch (error) {
    if (!(error instanceof Error) || !('status' in error)) throw error;
    return { status: Number(error.status), message: error.message };
  }
}
