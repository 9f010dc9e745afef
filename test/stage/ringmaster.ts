import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** Ringmaster in a process of its own, started as an operator would start it. */
export interface RingmasterProcess {
  readonly url: string;
  /** What it has logged. */
  readonly lines: readonly string[];
  /** Whether nothing waits and nothing runs. */
  isIdle(): Promise<boolean>;
  /** SIGTERM, and waits until it is gone. @returns its exit code. */
  stop(): Promise<number | null>;
  /** Sends a signal, and does not wait. */
  signal(signal: 'SIGTERM' | 'SIGINT'): void;
  /** Its exit code, once it is gone; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

/** Starts it with these settings and waits until it answers. */
export async function startRingmaster(
  settings: Readonly<Record<string, string>>,
  port: number,
): Promise<RingmasterProcess> {
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: String(port), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = listen(child);
  const ended = once(child, 'exit').then(() => child.exitCode);
  await answers(url, child, lines);
  return {
    url,
    lines,
    async isIdle() {
      const { queue } = await healthOf(url);
      return queue.waiting === 0 && queue.active === 0;
    },
    async stop() {
      child.kill('SIGTERM');
      return ended;
    },
    signal(signal) {
      child.kill(signal);
    },
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

interface Health {
  readonly queue: { readonly waiting: number; readonly active: number };
}

async function healthOf(url: string): Promise<Health> {
  const { statusCode, body } = await request(`${url}/healthz`);
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`not healthy: ${text}`);
  return JSON.parse(text);
}

/** Waits until it answers. @throws Error with what it logged, where it ends instead. */
async function answers(url: string, child: ChildProcess, lines: readonly string[]): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const up = await healthOf(url).then(
      () => true,
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Ringmaster ended:\n${lines.join('\n')}`);
}

function listen({ stdout, stderr }: ChildProcess): readonly string[] {
  const lines: string[] = [];
  for (const stream of [stdout, stderr])
    if (stream !== null) createInterface({ input: stream }).on('line', (line) => lines.push(line));
  return lines;
}
