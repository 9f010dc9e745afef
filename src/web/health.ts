import type { ServerResponse } from 'node:http';
import { messageOf } from '../domain/errors.ts';
import type { Queue } from '../plugin/queue.ts';
import type { Store } from '../plugin/store.ts';

export interface HealthOptions {
  readonly store: Pick<Store, 'check' | 'releases'>;
  readonly queue: Pick<Queue, 'size'>;
}

/** Says whether the store answers and how much is waiting, for operators and their monitors. */
export async function health(
  response: ServerResponse,
  { store, queue }: HealthOptions,
): Promise<void> {
  try {
    await store.check();
    const [jobs, openReleases] = await Promise.all([queue.size(), store.releases.countOpen()]);
    send(response, 200, { status: 'ok', queue: jobs, openReleases });
  } catch (error) {
    send(response, 503, { status: 'failing', reason: messageOf(error) });
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(body)}\n`);
}
