import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** The one address that GitHub knows, in front of whichever processes are up. */
export interface FrontDoor {
  readonly url: string;
  /** Where processes may be listening; one that does not answer is as good as none. */
  readonly ports: Set<number>;
  close(): Promise<void>;
}

/** Takes connections and hands each to a process; where none is up, the connection breaks. */
export async function openFrontDoor(): Promise<FrontDoor> {
  const ports = new Set<number>();
  const sockets = new Set<Socket>();
  let turn = 0;
  const server = createServer((caller) => {
    turn += 1;
    const port = [...ports][turn % Math.max(1, ports.size)];
    if (port === undefined) return caller.destroy();
    const process = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [caller, process],
      [process, caller],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null)
    throw new Error('the front door has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    ports,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      if (server.listening) await once(server, 'close');
    },
  };
}
