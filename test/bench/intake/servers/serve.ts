import { once } from 'node:events';
import type { Server } from 'node:http';

/** Listens, and tells the bench where. */
export async function serve(server: Server): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('it listens nowhere');
  process.on('disconnect', () => process.exit());
  process.send?.({ port: address.port });
}
