import { once } from 'node:events';
import type { Server } from 'node:http';
import { strictServer } from '../../../src/web/intake/door.ts';
import { type IntakeOptions, intake } from '../../../src/web/intake.ts';

/** A server that does nothing but take in. */
export async function openDoor(options: IntakeOptions): Promise<{ server: Server; port: number }> {
  const server = strictServer((request, response) => {
    intake(request, response, options).catch((error: unknown) =>
      response.destroy(new Error('taking in failed', { cause: error })),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('it listens nowhere');
  return { server, port: address.port };
}
