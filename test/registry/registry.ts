import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listening } from './listening.ts';
import type { Call } from './server/answer.ts';
import { befall, type Outcome } from './server/befall.ts';
import { createFaults, type Faults } from './server/faults.ts';
import { createDoor, type LoginRule } from './server/login.ts';
import type { Change } from './server/manifest-routes.ts';
import type { House } from './server/routes.ts';
import { createStorage, type Storage } from './server/storage.ts';

/** How a registry behaves. */
export interface RegistryOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly login?: LoginRule;
  /** Whether nobody has to log in to pull. */
  readonly anonymousRead?: boolean;
  /** Whether a tag, once set, stays where it is. */
  readonly immutableTags?: boolean;
  /** False makes it as Debian's registry, which has no referrers API. */
  readonly referrers?: boolean;
  /** Called after each push of a manifest. */
  readonly onChange?: (change: Change) => void;
}

/** One request as the log keeps it; of `Authorization` it keeps the scheme alone. */
export interface LoggedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly login: string | undefined;
  readonly status: number | 'broken off';
}

/** A registry that runs in this process and keeps everything in memory. */
export interface StandInRegistry {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly requests: readonly LoggedRequest[];
  readonly faults: Faults;
  /** What it keeps, for tests to look at and to meddle with behind the clients' backs. */
  readonly storage: Storage;
  /** Makes every token that was handed out worthless, as a restart does. */
  revokeTokens(): void;
  stop(): Promise<void>;
}

/** Starts a registry. */
export async function startRegistry(options: RegistryOptions = {}): Promise<StandInRegistry> {
  const faults = createFaults();
  const house = furnished(options);
  const requests: LoggedRequest[] = [];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await callOf(request);
    const outcome = await befall(faults.take(call), call, house);
    requests.push({
      method: call.method,
      path: `${call.url.pathname}${call.url.search}`,
      login: call.headers.authorization?.split(' ')[0],
      status: outcome.kind === 'whole' ? outcome.answer.status : 'broken off',
    });
    send(outcome, call, response);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: Error) => response.destroy(error));
  });
  const { url, stop } = await listening(server, options.port);
  const { storage, door } = house;
  return { url, requests, faults, storage, revokeTokens: door.revokeTokens, stop };
}

function furnished(options: RegistryOptions): House {
  const { immutableTags = false, onChange = () => {} } = options;
  const storage = createStorage();
  return {
    storage,
    door: createDoor(options.login ?? { kind: 'none' }, options.anonymousRead ?? false),
    blobs: { storage, uploads: new Map() },
    rules: { storage, immutableTags, onChange },
    referrers: options.referrers ?? true,
  };
}

async function callOf(request: IncomingMessage): Promise<Call> {
  return {
    method: request.method ?? 'GET',
    url: new URL(`http://registry${request.url ?? '/'}`),
    headers: request.headers,
    body: await buffer(request),
  };
}

function send(outcome: Outcome, { method }: Call, response: ServerResponse): void {
  if (outcome.kind === 'none') {
    response.destroy();
    return;
  }
  const { status, headers, body } = outcome.answer;
  response.writeHead(status, { ...headers, 'content-length': body.length });
  if (method === 'HEAD') response.end();
  else if (outcome.kind === 'whole') response.end(body);
  else response.write(body.subarray(0, body.length / 2), () => response.destroy());
}
