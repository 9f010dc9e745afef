import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { runPromotionJob } from './promotion/program.ts';
import { type Place, readSettings } from './promotion/settings.ts';
import type { Remote } from './wire.ts';

/** What a promotion job is started with. */
export interface PromotionOptions {
  /** The address of the forge's REST API. */
  readonly forge: string;
  readonly token: string;
  /** `owner/name`; kubernetes/k8s.io by default. */
  readonly repository?: string;
  readonly branch?: string;
  /** registry.k8s.io/images by default. */
  readonly pathPrefix?: string;
  readonly from: Remote;
  readonly to: Remote;
  /** The exceptions to Kubernetes' rule of folders and repositories, by folder. */
  readonly places?: Readonly<Record<string, Place>>;
  /** Between two looks at the branch, in milliseconds. */
  readonly interval?: number;
}

/** A promotion job that runs in a process of its own, and ends with this one at the latest. */
export interface PromotionJob {
  /** What it has said so far. */
  readonly lines: readonly string[];
  /** The first line that fits, of those it has said or is still to say; the first `skipped` do not count. */
  line(pattern: RegExp, skipped?: number): Promise<string>;
  /** Begins no new round until it is resumed. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Makes the next round fail. */
  break(): Promise<void>;
  /** Makes the next round put other bytes under the tags than the list says. */
  wrong(): Promise<void>;
  /** Has it do a round though the branch has not moved. */
  again(): Promise<void>;
  /** Ends it after the round under way. */
  stop(): Promise<void>;
}

/** Starts a job and waits until it listens. */
export async function startPromotionJob(options: PromotionOptions): Promise<PromotionJob> {
  const program = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, [program, ...argumentsOf(options)], {
    env: { ...process.env, ...secretsOf(options) },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const { lines, line } = heard(child);
  const control = (await line(/^control /)).slice('control '.length);

  async function ask(word: string): Promise<void> {
    const { statusCode, body } = await request(`${control}/${word}`, { method: 'POST' });
    await body.dump();
    if (statusCode !== 204) throw new Error(`the promotion job does not know "${word}"`);
  }

  return {
    lines,
    line,
    pause: () => ask('pause'),
    resume: () => ask('resume'),
    break: () => ask('break'),
    wrong: () => ask('wrong'),
    again: () => ask('again'),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

function argumentsOf(options: PromotionOptions): string[] {
  const { repository, branch, pathPrefix, interval, places = {} } = options;
  const values = { repository, branch, 'path-prefix': pathPrefix, interval };
  return [
    ...['--forge', options.forge, '--from', options.from.url, '--to', options.to.url],
    ...Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}`, String(value)],
    ),
    ...Object.entries(places).flatMap(([folder, { from, to }]) => [
      '--place',
      `${folder}=${from},${to}`,
    ]),
    '--until-stdin-ends',
  ];
}

function secretsOf({ token, from, to }: PromotionOptions): Record<string, string> {
  const pair = ({ login }: Remote) => `${login?.username}:${login?.password}`;
  return {
    PROMOTION_TOKEN: token,
    ...(from.login === undefined ? {} : { PROMOTION_FROM_LOGIN: pair(from) }),
    ...(to.login === undefined ? {} : { PROMOTION_TO_LOGIN: pair(to) }),
  };
}

interface Waiting {
  readonly pattern: RegExp;
  readonly resolve: (line: string) => void;
  readonly reject: (error: Error) => void;
}

/** Listens to both of its outputs; what it says of its own errors may be the line that tells most. */
function heard({ stdout, stderr }: ChildProcess) {
  if (stdout === null || stderr === null) throw new Error('the promotion job cannot be heard');
  const lines: string[] = [];
  const waiting = new Set<Waiting>();
  let isOver = false;
  const neverSaid = (pattern: RegExp) =>
    new Error(`the promotion job ended without ${pattern}, after:\n${lines.join('\n')}`);
  createInterface({ input: stderr }).on('line', (line) => lines.push(line));
  const reader = createInterface({ input: stdout });
  reader.on('line', (line) => {
    lines.push(line);
    for (const one of waiting) {
      if (!one.pattern.test(line)) continue;
      waiting.delete(one);
      one.resolve(line);
    }
  });
  reader.on('close', () => {
    isOver = true;
    for (const { pattern, reject } of waiting) reject(neverSaid(pattern));
  });
  const line = (pattern: RegExp, skipped = 0): Promise<string> => {
    const found = lines.slice(skipped).find((said) => pattern.test(said));
    if (found !== undefined) return Promise.resolve(found);
    if (isOver) return Promise.reject(neverSaid(pattern));
    return new Promise((resolve, reject) => waiting.add({ pattern, resolve, reject }));
  };
  return { lines, line };
}

if (import.meta.main) await runPromotionJob(readSettings(process.argv.slice(2), process.env));
