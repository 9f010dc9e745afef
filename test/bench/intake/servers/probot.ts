import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { createNodeMiddleware, Probot } from 'probot';
import { PATH, SECRET } from '../letter.ts';
import { serve } from './serve.ts';

// Probot's own way in, with a handler that does nothing. It keeps nothing.
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const probot = new Probot({
  appId: 1,
  privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  secret: SECRET,
  logLevel: 'fatal',
});
const middleware = await createNodeMiddleware(
  (app) => {
    app.on('issue_comment', () => {});
  },
  { probot, webhooksPath: PATH },
);
await serve(
  createServer((request, response) => {
    Promise.resolve(middleware(request, response)).catch(() => response.destroy());
  }),
);
