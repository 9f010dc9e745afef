import type { Server } from 'node:http';

/** Where a server listens, and the way to end it. */
export interface Listening {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Ends the server and breaks every connection that is open. */
  stop(): Promise<void>;
}

/** Lets a server listen on the loopback address alone; on any free port, unless one is named. */
export async function listening(server: Server, port = 0): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}
