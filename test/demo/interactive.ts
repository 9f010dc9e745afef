import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { happenings } from '../stage/conversation.ts';
import type { Stage, StageOptions } from '../stage/stage.ts';
import { Desk } from './page/desk.ts';
import { handle } from './page/routes.ts';
import { provenOutcome } from './page/sight.ts';
import { releaseAddress } from './proof.ts';
import { paint } from './terminal.ts';

/** The stage as the page wants it: lost webhooks are made good while somebody still watches. */
export const INTERACTIVE_STAGE: StageOptions = { settings: { RINGMASTER_SWEEP: '15s' } };

/** The page while it is served. */
export interface Page {
  /** Open this in a browser. */
  readonly url: string;
  /** Resolves once somebody has finished. Rejects when the stage breaks down. */
  readonly finished: Promise<void>;
  close(): Promise<void>;
}

export interface PageOptions {
  /** 0: any free one. */
  readonly port: number;
  /** Told in a line what happens on the stage. */
  readonly tell?: (line: string) => void;
}

/** Serves the page on which one person acts as everybody, on the loopback address only. */
export async function startPage(stage: Stage, { port, tell }: PageOptions): Promise<Page> {
  const key = randomBytes(32).toString('base64url');
  const desk = await Desk.open(stage);
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the page has no address');
  server.on('request', (request, response) => {
    handle(request, response, { desk, key, port: address.port }).catch((error: unknown) => {
      desk.fail(error);
      response.destroy();
    });
  });
  if (tell !== undefined)
    desk.watch.listen((now, before) => {
      for (const { title } of happenings(before.scene, now.scene)) tell(title);
    });
  const watching = desk.watch.run().catch((error: unknown) => desk.fail(error));
  return {
    url: `http://127.0.0.1:${address.port}/`,
    finished: desk.finished,
    async close() {
      desk.close();
      await watching;
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * Serves the page until somebody finishes there, or interrupts the program.
 * @returns whether the release is over and came out as it should.
 */
export async function playInteractive(
  stage: Stage,
  { port }: Pick<PageOptions, 'port'>,
): Promise<boolean> {
  const page = await startPage(stage, {
    port,
    tell: (line) => console.log(`${paint('dim', time())} ${line}`),
  });
  console.log(`Open this page:  ${paint('bold', page.url)}

It says what is next, and whose turn it is; you act as everybody. When the release
is over, press Finish there. Ctrl-C ends the demo at any time.
`);
  try {
    await Promise.race([page.finished, interruption()]);
  } finally {
    await page.close();
  }
  return conclude(stage);
}

/** @throws Error in words for whoever typed it. */
export function readPort(written: string): number {
  const port = Number(written);
  if (/^\d{1,5}$/.test(written) && port <= 65_535) return port;
  throw new Error(`--port takes a number from 0 to 65535, not “${written}”`);
}

async function conclude(stage: Stage): Promise<boolean> {
  const proofs = await provenOutcome(stage);
  console.log(`\n${paint('bold', 'Looked at from the outside:')}`);
  for (const { claim, holds } of proofs) console.log(`${holds ? '✅' : '❌'} ${claim}`);
  const isRight = proofs.every(({ holds }) => holds);
  console.log(isRight ? `\nReleased: ${releaseAddress(stage)}` : '\nThe release is not complete.');
  return isRight;
}

function interruption(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

function time(): string {
  return new Date().toTimeString().slice(0, 8);
}
