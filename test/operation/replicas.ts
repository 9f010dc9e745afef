import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { request } from 'undici';
import { type RingmasterProcess, startRingmaster } from '../stage/ringmaster.ts';
import { freePort } from '../support/free-port.ts';

/** Several processes that share a database, behind one address. */
export interface Replicas extends RingmasterProcess {
  /** Ends one of them as a power cut would. The others are told nothing. */
  killOne(): Promise<void>;
  /** How many webhooks each has acknowledged, and how many were given to two of them. */
  readonly counts: { readonly taken: readonly number[]; readonly doubled: number };
}

/** Every so many webhooks are given to two replicas at once. */
const DOUBLED = 3;

/** Starts two of them, and a balancer that gives each in turn a webhook, some to both, and passes over who is dead. */
export async function startReplicas(
  settings: Readonly<Record<string, string>>,
  port: number,
): Promise<Replicas> {
  // At the same moment, as after a power cut: one of them makes the tables.
  const ports = [await freePort(), await freePort()];
  const starts = await Promise.allSettled(ports.map((each) => startRingmaster(settings, each)));
  const all = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  const failure = starts.find((start) => start.status === 'rejected');
  if (failure !== undefined) {
    await Promise.all(all.map((each) => each.kill()));
    throw failure.reason;
  }
  const balancer = new Balancer(all.map(({ url }) => url));
  const server = await balancer.listen(port);
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  const [first, second] = all;
  if (first === undefined || second === undefined) throw new Error('there are two');
  return {
    url: `http://127.0.0.1:${port}`,
    get lines() {
      return all.flatMap(({ lines }) => lines);
    },
    isIdle: () => second.isIdle(),
    signal(signal) {
      for (const each of all) each.signal(signal);
    },
    ended: Promise.all(all.map(({ ended }) => ended)).then((codes) =>
      Math.max(...codes.map(Number)),
    ),
    async stop() {
      close();
      const [, code] = await Promise.all(all.map((each) => each.stop()));
      return code ?? null;
    },
    async kill() {
      close();
      await Promise.all(all.map((each) => each.kill()));
    },
    killOne: () => first.kill(),
    counts: balancer,
  };
}

class Balancer {
  readonly taken: number[];
  doubled = 0;
  readonly #urls: readonly string[];
  #turn = 0;

  constructor(urls: readonly string[]) {
    this.#urls = urls;
    this.taken = urls.map(() => 0);
  }

  async listen(port: number): Promise<Server> {
    const server = createServer((incoming, response) => {
      this.#pass(incoming, response).catch(() => response.writeHead(502).end());
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  }

  async #pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    this.#turn += 1;
    const chosen = this.#turn % this.#urls.length;
    const others = this.#urls.map((_, index) => index).filter((index) => index !== chosen);
    const order = [chosen, ...others];
    const isDoubled = this.#turn % DOUBLED === 0;
    const statuses = isDoubled
      ? await Promise.all(order.map((index) => this.#give(index, incoming, body)))
      : await this.#giveFirst(order, incoming, body);
    if (isDoubled && statuses.every((status) => status === 202)) this.doubled += 1;
    response.writeHead(statuses.includes(202) ? 202 : 503).end();
  }

  async #giveFirst(
    order: readonly number[],
    incoming: IncomingMessage,
    body: Buffer,
  ): Promise<readonly number[]> {
    for (const index of order) {
      const status = await this.#give(index, incoming, body);
      if (status !== 0) return [status];
    }
    return [];
  }

  /** @returns the status of the answer; 0 where nobody answers. */
  async #give(index: number, { url, headers }: IncomingMessage, body: Buffer): Promise<number> {
    const kept = ['content-type', 'x-github-event', 'x-github-delivery', 'x-hub-signature-256'];
    try {
      const answer = await request(`${this.#urls[index]}${url}`, {
        method: 'POST',
        headers: Object.fromEntries(kept.map((name) => [name, String(headers[name])])),
        body,
      });
      await answer.body.dump();
      if (answer.statusCode === 202) this.taken[index] = (this.taken[index] ?? 0) + 1;
      return answer.statusCode;
    } catch {
      return 0;
    }
  }
}
