import { createServer, type RequestListener, type Server } from 'node:http';

/** What is granted to whoever knocks, before anybody knows who it is. */
const LIMITS = {
  headersTimeout: 10_000,
  // Body included; GitHub itself gives up after ten seconds.
  requestTimeout: 30_000,
  keepAliveTimeout: 10_000,
  // Node looks only that often for who is too slow.
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16 * 1024,
};

/** Sockets at a time; further ones are closed at once. */
const MOST_SOCKETS = 4_096;

/** A server on which senders that dawdle hold a socket, and nothing else, for a short time. */
export function strictServer(listener: RequestListener): Server {
  const server = createServer(LIMITS, listener);
  server.maxConnections = MOST_SOCKETS;
  return server;
}
