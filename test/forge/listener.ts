import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { isRecord, type JsonObject } from './json-object.ts';

/** One webhook as it arrived. */
export interface Received {
  readonly event: string;
  /** The event with its action, as in `issues.opened`, or alone where it has none. */
  readonly name: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The very text that was signed. */
  readonly body: string;
  readonly payload: JsonObject;
}

/** Receives webhooks and keeps them, for tests that only look on. */
export class Listener {
  /** The secret webhooks to it are signed with. */
  readonly secret = 'known to nobody but the listener';
  /** What arrived, oldest first. */
  readonly received: Received[] = [];
  /** The status it answers with. */
  status = 200;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const arrived = text(request).then((body) => {
        this.received.push(readWebhook(request.headers, body));
        response.writeHead(this.status).end('heard');
      });
      arrived.catch(() => response.destroy());
    });
  }

  static async start(): Promise<Listener> {
    const listener = new Listener();
    listener.#server.listen(0, '127.0.0.1');
    await once(listener.#server, 'listening');
    return listener;
  }

  get url(): string {
    const address = this.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('nobody listens');
    return `http://127.0.0.1:${address.port}/`;
  }

  /** The names of what arrived, in that order. */
  get names(): string[] {
    return this.received.map(({ name }) => name);
  }

  /** The payloads of what arrived under a name. */
  payloads(name: string): JsonObject[] {
    return this.received.filter((one) => one.name === name).map(({ payload }) => payload);
  }

  clear(): void {
    this.received.length = 0;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    if (this.#server.listening) await once(this.#server, 'close');
  }
}

function readWebhook(headers: Received['headers'], body: string): Received {
  const event = String(headers['x-github-event']);
  const payload: unknown = JSON.parse(body);
  if (!isRecord(payload)) throw new Error('a webhook is a JSON object');
  const { action } = payload;
  return {
    event,
    name: typeof action === 'string' ? `${event}.${action}` : event,
    headers,
    body,
    payload,
  };
}
