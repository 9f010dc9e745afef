import type { TestContext } from 'node:test';
import { createGuard, type Guard } from '../../../src/adapters/guard.ts';
import { createRegistry, type RegistryOptions } from '../../../src/adapters/oci/client.ts';
import type { Registry } from '../../../src/plugin/registry.ts';
import type { PushedImage } from '../../registry/image.ts';
import { pushImage } from '../../registry/image.ts';
import {
  type RegistryOptions as StandInOptions,
  type StandInRegistry,
  startRegistry,
} from '../../registry/registry.ts';

/** The host under which the registry of a test is known to the client. */
export const HOST = 'registry.example';

/** The one account of the registries that ask for a login. */
export const LOGIN = { username: 'ci', password: 's3cret' };

/** The repository that most tests are about. */
export const APP = { host: HOST, path: 'staging/app' };

/** A clock that stands still but for the waits, which it notes and does not wait. */
export interface TestClock {
  readonly waits: number[];
  readonly now: () => string;
  readonly sleep: (ms: number) => Promise<void>;
  pass(ms: number): void;
}

/** A clock for tests, at the first second of 2026. */
export function testClock(): TestClock {
  let time = Date.parse('2026-01-01T00:00:00Z');
  const waits: number[] = [];
  const pass = (ms: number) => {
    time += ms;
  };
  return {
    waits,
    pass,
    now: () => new Date(time).toISOString(),
    sleep: (ms) => {
      waits.push(ms);
      pass(ms);
      return Promise.resolve();
    },
  };
}

/** A guard that finds each host at the address given, and no other host at all. */
export function guardFor(t: TestContext, addresses: Readonly<Record<string, string>>): Guard {
  const pairs = Object.entries(addresses).map(([host, url]): [string, URL] => [host, new URL(url)]);
  const resolve = (name: string) => Promise.reject(new Error(`ENOTFOUND ${name}`));
  const guard = createGuard({ mirrors: new Map(pairs), resolve });
  t.after(() => guard.close());
  return guard;
}

/** A registry with one image in it, a client for it, and the client's clock. */
export interface World {
  readonly server: StandInRegistry;
  readonly image: PushedImage;
  readonly client: Registry;
  readonly clock: TestClock;
  readonly guard: Guard;
}

/** Sets up a world in which the client is the public, unless it is told otherwise. */
export async function world(
  t: TestContext,
  serverOptions: StandInOptions = {},
  clientOptions: Omit<RegistryOptions, 'guard' | 'clock'> = {},
): Promise<World> {
  const server = await startRegistry(serverOptions);
  t.after(() => server.stop());
  const to = { url: server.url, login: LOGIN };
  const image = await pushImage({ to, path: APP.path, tag: 'v1.0.0' });
  const guard = guardFor(t, { [HOST]: server.url });
  const clock = testClock();
  const client = createRegistry({ guard, clock, ...clientOptions });
  return { server, image, client, clock, guard };
}

/** The requests that came in since the log was this long, as `METHOD /path`. */
export function requestsSince({ requests }: StandInRegistry, length: number): string[] {
  return requests.slice(length).map(({ method, path }) => `${method} ${path}`);
}
