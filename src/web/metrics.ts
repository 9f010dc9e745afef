import { createServer, type Server, type ServerResponse } from 'node:http';
import { messageOf } from '../domain/errors.ts';
import type { Log } from '../plugin/log.ts';

export interface MetricsOptions {
  readonly exposition: () => Promise<{ readonly type: string; readonly text: string }>;
  readonly log: Log;
}

/** A server of its own for Prometheus: what it tells is for the operator, not for whoever reaches the way in. */
export function metricsServer({ exposition, log }: MetricsOptions): Server {
  const answer = async (response: ServerResponse) => {
    const { type, text } = await exposition();
    response.writeHead(200, { 'content-type': type });
    response.end(text);
  };
  return createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics')
      return void response.writeHead(404).end('not found\n');
    answer(response).catch((error: unknown) => {
      log.error('metrics could not be gathered', { error: messageOf(error) });
      response.writeHead(500).end();
    });
  });
}
