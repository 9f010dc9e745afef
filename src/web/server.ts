import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { messageOf } from '../domain/errors.ts';
import { type HealthOptions, health } from './health.ts';
import { strictServer } from './intake/door.ts';
import { type IntakeOptions, intake } from './intake.ts';

/** Where GitHub sends webhooks. */
export const WEBHOOK_PATH = '/webhooks/github';

export type WebOptions = IntakeOptions & HealthOptions;

/**
 * The HTTP server: the way in for webhooks, and health. Everything else is not
 * found. Once it is closed, connections that are still open are told so.
 */
export function webServer(options: WebOptions): Server {
  const server = strictServer((request, response) => {
    const isDraining = !server.listening;
    if (isDraining) response.setHeader('connection', 'close');
    const path = URL.parse(request.url ?? '/', 'http://localhost')?.pathname;
    route(request, response, { ...options, path, isDraining }).catch((error: unknown) => {
      options.log.error('a request failed', { path, error: messageOf(error) });
      response.destroy();
    });
  });
  return server;
}

interface RouteOptions extends WebOptions {
  readonly path: string | undefined;
  readonly isDraining: boolean;
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  { path, isDraining, ...options }: RouteOptions,
): Promise<void> {
  if (request.method === 'POST' && path === WEBHOOK_PATH)
    return isDraining ? turnAway(response) : intake(request, response, options);
  if (request.method === 'GET' && path === '/healthz') return health(response, options, isDraining);
  response.writeHead(404, { 'content-type': 'text/plain' });
  response.end('not found\n');
}

function turnAway(response: ServerResponse): void {
  response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '10' });
  response.end('it is being stopped; deliver it again\n');
}
