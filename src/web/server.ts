import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { messageOf } from '../domain/errors.ts';
import { type HealthOptions, health } from './health.ts';
import { type IntakeOptions, intake } from './intake.ts';

/** Where GitHub sends webhooks. */
export const WEBHOOK_PATH = '/webhooks/github';

export type WebOptions = IntakeOptions & HealthOptions;

/** The HTTP server: the way in for webhooks, and health. Everything else is not found. */
export function webServer(options: WebOptions): Server {
  const server = createServer((request, response) => {
    route(request, response, options).catch((error: unknown) => {
      options.log.error('a request failed', { path: request.url, error: messageOf(error) });
      response.destroy();
    });
  });
  // Senders that dawdle hold a socket, and nothing else, for this long.
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  return server;
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  options: WebOptions,
): Promise<void> {
  const path = URL.parse(request.url ?? '/', 'http://localhost')?.pathname;
  if (request.method === 'POST' && path === WEBHOOK_PATH) return intake(request, response, options);
  if (request.method === 'GET' && path === '/healthz') return health(response, options);
  response.writeHead(404, { 'content-type': 'text/plain' });
  response.end('not found\n');
}
