import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageOf } from '../domain/errors.ts';
import type { Log } from '../plugin/log.ts';
import type { Deliveries } from '../plugin/store.ts';
import { SignatureCheck } from './signature.ts';

/** GitHub sends nothing above 25 MB. */
const LARGEST = 26 * 1024 * 1024;

const DELIVERY_ID = /^[A-Za-z0-9-]{1,64}$/;
const EVENT_NAME = /^[a-z_]{1,64}$/;

export interface IntakeOptions {
  /** Two while a secret is being replaced. */
  readonly secrets: readonly string[];
  readonly deliveries: Pick<Deliveries, 'accept'>;
  readonly log: Log;
}

/**
 * Takes in a webhook: checked while it streams in, stored, and only then
 * acknowledged. Nothing of the body is understood before its signature fits.
 */
export async function intake(
  request: IncomingMessage,
  response: ServerResponse,
  options: IntakeOptions,
): Promise<void> {
  const headers = readHeaders(request);
  if (headers === undefined)
    return answer(response, 400, 'headers of a GitHub webhook are missing');
  const received = await receive(request, options.secrets);
  if (received === 'too large') {
    response.setHeader('connection', 'close');
    return answer(response, 413, 'larger than any webhook of GitHub');
  }
  if (!received.check.fits(headers.signature))
    return answer(response, 401, 'the signature does not fit');
  try {
    const { id, event } = headers;
    const outcome = await options.deliveries.accept({
      id,
      event,
      body: received.body.toString('utf8'),
    });
    answer(response, 202, outcome);
  } catch (error) {
    options.log.error('a delivery could not be stored', {
      delivery: headers.id,
      error: messageOf(error),
    });
    answer(response, 503, 'it could not be stored; deliver it again');
  }
}

interface Headers {
  readonly id: string;
  readonly event: string;
  readonly signature: string;
}

function readHeaders({ headers }: IncomingMessage): Headers | undefined {
  const id = headers['x-github-delivery'];
  const event = headers['x-github-event'];
  const signature = headers['x-hub-signature-256'];
  if (typeof id !== 'string' || !DELIVERY_ID.test(id)) return undefined;
  if (typeof event !== 'string' || !EVENT_NAME.test(event)) return undefined;
  return typeof signature === 'string' ? { id, event, signature } : undefined;
}

interface Received {
  readonly body: Buffer;
  readonly check: SignatureCheck;
}

async function receive(
  request: IncomingMessage,
  secrets: readonly string[],
): Promise<Received | 'too large'> {
  if (Number(request.headers['content-length'] ?? 0) > LARGEST) return 'too large';
  const check = new SignatureCheck(secrets);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LARGEST) return 'too large';
    check.add(bytes);
    chunks.push(bytes);
  }
  return { body: Buffer.concat(chunks), check };
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}
