import { createServer } from 'node:http';
import { serve } from './serve.ts';

// As little as a server can do: it reads the body and says yes.
await serve(
  createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(202, { 'content-length': 3 });
      response.end('ok\n');
    });
  }),
);
