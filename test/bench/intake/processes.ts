import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Order, type Outcome, outcome } from './order.ts';

const READY = z.object({ port: z.int() });

/** Above this the generator would measure itself. */
const BUSIEST = 0.8;

/** A server of the bench in a process of its own. */
export interface ServerProcess extends AsyncDisposable {
  readonly port: number;
}

/** Starts one of `servers/`, with an argument of its own. */
export async function startServer(name: string, argument = ''): Promise<ServerProcess> {
  const child = start(`servers/${name}.ts`, argument);
  const port = new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(READY.parse(message).port));
    child.once('exit', () => reject(new Error(`the server “${name}” ended`)));
  });
  return { port: await port, [Symbol.asyncDispose]: () => end(child) };
}

export interface Generator extends AsyncDisposable {
  /** @throws Error where anything was refused, or the generator was the bottleneck. */
  send(order: Order): Promise<Outcome>;
}

export function startGenerator(): Generator {
  const child = start('generator.ts', '');
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the generator ended')));
  ended.catch(() => {});
  return {
    async send(order) {
      child.send(order);
      const [message] = await Promise.race([once(child, 'message'), ended]);
      const result = outcome.parse(message);
      if (result.refused > 0) throw new Error(`${result.refused} requests were refused`);
      if (result.load > BUSIEST)
        throw new Error(`the generator was busy by ${Math.round(result.load * 100)} %`);
      return result;
    },
    [Symbol.asyncDispose]: () => end(child),
  };
}

function start(file: string, argument: string): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), [argument], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
