import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { bcrypt } from './bcrypt.ts';
import type { Listening } from './listening.ts';
import { startTokenServer, TOKEN_PARTIES } from './token-server.ts';

/** How Debian's registry is to run. */
export interface DebianOptions {
  readonly login?: 'none' | 'basic' | 'bearer';
  readonly users?: Readonly<Record<string, string>>;
  /** Whether nobody has to log in to pull; with `bearer` only. */
  readonly anonymousRead?: boolean;
  /** What the registry says of where its tokens are; the token server's own address by default. */
  readonly realm?: string;
}

/** A registry of the `distribution` project that runs as a process of its own. */
export interface DebianRegistry {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The address of the token server, with `bearer`. */
  readonly tokens: string | undefined;
  stop(): Promise<void>;
}

const PROGRAM = '/usr/bin/docker-registry';
const run = promisify(execFile);

/** Whether the package `docker-registry` is there, so that tests can skip and say so. */
export async function isDebianRegistryInstalled(): Promise<boolean> {
  return access(PROGRAM).then(
    () => true,
    () => false,
  );
}

/** Starts the registry on a free port, with its data in a folder that goes away with it. */
export async function startDebianRegistry(options: DebianOptions = {}): Promise<DebianRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-'));
  const login = await prepared(options, folder);
  const configuration = join(folder, 'config.yml');
  await writeFile(
    configuration,
    stringify({
      version: '0.1',
      log: { level: 'info', formatter: 'json' },
      storage: { filesystem: { rootdirectory: join(folder, 'data') }, delete: { enabled: true } },
      http: { addr: '127.0.0.1:0' },
      ...login.configuration,
    }),
  );
  const registry = spawn(PROGRAM, ['serve', configuration], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });

  async function stop(): Promise<void> {
    if (registry.exitCode === null && registry.signalCode === null) {
      const ended = once(registry, 'exit');
      registry.kill();
      await ended;
    }
    await login.tokens?.stop();
    await rm(folder, { recursive: true, force: true });
  }

  try {
    return { url: await addressOf(registry), tokens: login.tokens?.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** It chooses its port by itself, and only its log tells which. */
async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (stderr === null) throw new Error('the log of the registry cannot be read');
  const seen: string[] = [];
  for await (const line of createInterface({ input: stderr })) {
    seen.push(line);
    const port = /listening on 127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (port === undefined) continue;
    stderr.resume();
    return `http://127.0.0.1:${port}`;
  }
  throw new Error(`the registry did not start: ${seen.join('\n')}`);
}

interface Login {
  readonly configuration: object;
  readonly tokens?: Listening;
}

async function prepared(options: DebianOptions, folder: string): Promise<Login> {
  const { login = 'none', users = {}, anonymousRead = false, realm } = options;
  if (login === 'none') return { configuration: {} };
  if (login === 'basic') {
    const path = join(folder, 'htpasswd');
    const lines = Object.entries(users).map(async ([user, password]) => {
      return `${user}:${await bcrypt(password)}\n`;
    });
    await writeFile(path, await Promise.all(lines));
    return { configuration: { auth: { htpasswd: { realm: 'stand-in', path } } } };
  }
  const { key, certificate, bundle } = await keyPair(folder);
  const tokens = await startTokenServer({ key, certificate, users, anonymousRead });
  const token = { realm: realm ?? `${tokens.url}/token`, rootcertbundle: bundle, ...TOKEN_PARTIES };
  return { configuration: { auth: { token } }, tokens };
}

async function keyPair(folder: string) {
  const [keyFile, bundle] = [join(folder, 'token.key'), join(folder, 'token.crt')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const subject = ['-subj', '/CN=stand-in', '-days', '2', '-keyout', keyFile, '-out', bundle];
  await run('openssl', ['req', '-x509', ...curve, ...subject]);
  const key = await readFile(keyFile, 'utf8');
  return { key, certificate: await readFile(bundle, 'utf8'), bundle };
}
