import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { SECRET } from '../letter.ts';

/** A server that reads the body, checks its signature, and then does something with it. */
export function checkedServer(then: (request: IncomingMessage, body: Buffer) => Promise<void>) {
  return createServer((request, response) => {
    const hmac = createHmac('sha256', SECRET);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => {
      hmac.update(chunk);
      chunks.push(chunk);
    });
    request.on('end', () => {
      const expected = Buffer.from(`sha256=${hmac.digest('hex')}`);
      const given = Buffer.from(String(request.headers['x-hub-signature-256']));
      const fits = given.length === expected.length && timingSafeEqual(given, expected);
      then(request, Buffer.concat(chunks)).then(
        () => response.writeHead(fits ? 202 : 401, { 'content-length': 3 }).end('ok\n'),
        () => response.writeHead(503, { 'content-length': 3 }).end('no\n'),
      );
    });
  });
}
