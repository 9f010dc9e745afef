import { createHmac } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** What an App answered, or why it did not. */
export interface PostOutcome {
  readonly status: string;
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** "Your server should respond with a 2XX response within 10 seconds of receiving a webhook." */
const PATIENCE = 10_000;

/** GitHub's signature of a webhook: HMAC-SHA256 over the very bytes that are sent. */
export function signatureOf(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** Sends a webhook once. It never throws: what went wrong is what the delivery log tells. */
export function post(
  url: string,
  {
    headers,
    body,
    signal,
  }: {
    headers: Readonly<Record<string, string>>;
    body: string;
    signal: AbortSignal;
  },
): Promise<PostOutcome> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
  return new Promise((resolve) => {
    const failed = (error: Error) =>
      resolve({
        status: patience.aborted ? 'timed out' : `failed to connect to host: ${error.message}`,
        statusCode: 0,
        headers: {},
        body: '',
      });
    const sending = request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      signal: patience,
    });
    sending.on('error', failed);
    sending.on('response', (answer) => readAnswer(answer).then(resolve, failed));
    sending.end(body);
  });
}

async function readAnswer(answer: IncomingMessage): Promise<PostOutcome> {
  const body = await text(answer);
  const statusCode = answer.statusCode ?? 0;
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
  );
  const isFine = statusCode >= 200 && statusCode < 300;
  return {
    status: isFine ? 'OK' : `Invalid HTTP Response: ${statusCode}`,
    statusCode,
    headers,
    body,
  };
}
