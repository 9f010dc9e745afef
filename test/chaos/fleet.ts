import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePort } from '../support/free-port.ts';
import type { FrontDoor } from './front-door.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** A process of Ringmaster that may be killed at any moment. */
export interface Ringmaster {
  readonly pid: number;
  readonly url: string;
  /** Whether it came up; false where it ended before. */
  readonly up: Promise<boolean>;
  /** SIGKILL. @returns false where it had ended by itself. */
  kill(): Promise<boolean>;
  /** SIGTERM. @returns its exit code. */
  stop(): Promise<number | null>;
}

/** Starts processes of Ringmaster, and keeps what all of them log. */
export class Fleet {
  /** Every line, with the process that wrote it. */
  readonly lines: string[] = [];
  readonly #settings: Readonly<Record<string, string>>;
  readonly #door: FrontDoor;
  readonly #living = new Set<ChildProcess>();

  constructor(settings: Readonly<Record<string, string>>, door: FrontDoor) {
    this.#settings = settings;
    this.#door = door;
  }

  get size(): number {
    return this.#living.size;
  }

  async start(): Promise<Ringmaster> {
    const port = await freePort();
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: String(port), ...this.#settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const pid = child.pid ?? 0;
    this.#living.add(child);
    this.#door.ports.add(port);
    const exited = once(child, 'exit').then(() => {
      this.#living.delete(child);
      this.#door.ports.delete(port);
    });
    const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
      child.kill(signal);
      await exited;
    };
    return {
      pid,
      url: `http://127.0.0.1:${port}`,
      up: Promise.race([this.#heard(child, 'ringmaster is up'), exited.then(() => false)]),
      async kill() {
        await end('SIGKILL');
        return child.signalCode === 'SIGKILL';
      },
      async stop() {
        await end('SIGTERM');
        return child.exitCode;
      },
    };
  }

  /** Ends whatever is left. */
  async close(): Promise<void> {
    for (const child of this.#living) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }

  /** Keeps its lines, and resolves when one says this. */
  #heard({ stdout, stderr, pid }: ChildProcess, words: string): Promise<boolean> {
    return new Promise((resolve) => {
      for (const stream of [stdout, stderr])
        if (stream !== null)
          createInterface({ input: stream }).on('line', (line) => {
            this.lines.push(`${pid} ${line}`);
            if (line.includes(words)) resolve(true);
          });
    });
  }
}
