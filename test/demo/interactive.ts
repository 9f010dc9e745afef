import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type Happening, happenings } from '../stage/conversation.ts';
import type { Stage, StageOptions } from '../stage/stage.ts';
import { Desk } from './page/desk.ts';
import { handle } from './page/routes.ts';
import { provenOutcome } from './page/sight.ts';
import { releaseAddress } from './proof.ts';
import { forTerminal, paint } from './terminal.ts';

/** The stage as the page wants it: lost webhooks are made good while somebody still watches. */
export const INTERACTIVE_STAGE: StageOptions = { settings: { RINGMASTER_SWEEP: '15s' } };

/** How much of somebody's words a line of the terminal shows, in characters. */
const LONGEST = 100;

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
      for (const happening of happenings(before.scene, now.scene)) tell(inOneLine(happening));
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
  // Whoever reads the address may interrupt at once.
  const interrupted = interruption().then(() => false);
  const page = await startPage(stage, {
    port,
    tell: (line) => console.log(`${paint('dim', time())} ${line}`),
  });
  console.log(`Open this page:  ${paint('bold', page.url)}

It says what is next, and whose turn it is; you act as everybody. When the release
is over, press Finish there. Ctrl-C ends the demo at any time.
`);
  const finished = page.finished.then(() => true);
  const isFinished = await Promise.race([finished, interrupted]).finally(() => page.close());
  return conclude(stage, isFinished);
}

/** @throws Error in words for whoever typed it. */
export function readPort(written: string): number {
  const port = Number(written);
  if (/^\d{1,5}$/.test(written) && port <= 65_535) return port;
  throw new Error(`--port takes a number from 0 to 65535, not “${written}”`);
}

/** What happened, and how the words begin that came with it. */
function inOneLine({ title, body }: Happening): string {
  const [words = ''] = forTerminal(body).split('\n');
  if (words === '') return title;
  return `${title}: ${words.length > LONGEST ? `${words.slice(0, LONGEST)} …` : words}`;
}

async function conclude(stage: Stage, isFinished: boolean): Promise<boolean> {
  const proofs = await provenOutcome(stage);
  const isRight = proofs.every(({ holds }) => holds);
  if (!isRight && !isFinished) {
    console.log('\nInterrupted: the release is not complete.');
    return false;
  }
  console.log(`\n${paint('bold', 'Looked at from the outside:')}`);
  for (const { claim, holds } of proofs) console.log(`${holds ? '✅' : '❌'} ${claim}`);
  console.log(
    isRight ? `\nReleased: ${releaseAddress(stage)}` : '\nThis is not how a release should end.',
  );
  return isRight;
}

/** Resolves at the first Ctrl-C; those that follow do not disturb the clearing up, which takes a moment. */
function interruption(): Promise<void> {
  return new Promise((resolve) => {
    process.on('SIGINT', () => resolve());
    process.on('SIGTERM', () => resolve());
  });
}

function time(): string {
  return new Date().toTimeString().slice(0, 8);
}
