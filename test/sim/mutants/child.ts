import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Catch, Message } from './messages.ts';

const PLAY = fileURLToPath(new URL('play.ts', import.meta.url));

/** A run takes a fraction of a second; one that takes so long never ends. */
const PATIENCE = 90_000;

/** Behind whatever else runs on the machine. */
const NICE = 10;

type Child = ChildProcessByStdio<null, Readable, Readable>;

/**
 * Plays seeds in a process of its own.
 * @param mutant Name of the fault; undefined for none.
 * @returns the first broken promise; undefined where all were kept.
 * @throws Error where the child could not begin to play.
 */
export async function play(
  mutant: string | undefined,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Catch | undefined> {
  const fault = mutant === undefined ? [] : ['--mutant', mutant];
  const child = spawn(process.execPath, [PLAY, ...fault, '--from', `${from}`, '--to', `${to}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) setPriority(child.pid, NICE);
  const complaints = text(child.stderr);
  const last = await lastMessage(child);
  if (last === undefined) throw new Error(whatWentWrong(await complaints));
  if ('rule' in last) return last;
  if (last.state === 'survived') return undefined;
  const seed = last.state === 'playing' ? last.seed : from;
  return { seed, profile: 'wild', rule: 'hang', words: 'the run never ended' };
}

/** What a child told last, before it ended or was given up. */
async function lastMessage(child: Child): Promise<Message | undefined> {
  let last: Message | undefined;
  const giveUp = () => child.kill('SIGKILL');
  let watch = setTimeout(giveUp, PATIENCE);
  for await (const line of createInterface({ input: child.stdout })) {
    clearTimeout(watch);
    watch = setTimeout(giveUp, PATIENCE);
    last = JSON.parse(line);
  }
  clearTimeout(watch);
  return last;
}

/** The line of a stack that says what went wrong. */
function whatWentWrong(complaints: string): string {
  const lines = complaints.split('\n');
  return lines.find((line) => /^\w*Error\b/.test(line)) ?? complaints.slice(0, 500);
}
