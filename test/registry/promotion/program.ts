import { setTimeout as pause } from 'node:timers/promises';
import { startControl, type Wishes } from './control.ts';
import { type Forge, openForge } from './forge.ts';
import { promote } from './round.ts';
import type { Settings } from './settings.ts';

/**
 * Runs the stand-in for Kubernetes' promotion job until it is told to end.
 *
 * It looks at the branch by itself, brings production to where the lists want
 * it whenever the branch has moved, and says so in a commit status.
 */
export async function runPromotionJob(settings: Settings): Promise<void> {
  const wishes: Wishes = { paused: false, broken: false, wrong: false, again: false };
  const control = await startControl(wishes);
  const end = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => end.abort());
  if (settings.untilStdinEnds) process.stdin.resume().once('end', () => end.abort());
  say(`control ${control.url}`);
  await watch(settings, wishes, end.signal);
  await control.stop();
  process.stdin.destroy();
}

async function watch(settings: Settings, wishes: Wishes, end: AbortSignal): Promise<void> {
  const forge = openForge(settings);
  let done: string | undefined;
  while (!end.aborted) {
    if (!wishes.paused) {
      try {
        const commit = await forge.head();
        if (commit !== done || wishes.again) await round(settings, wishes, { forge, commit });
        done = commit;
      } catch (error) {
        say(`the forge is out of reach: ${messageOf(error)}`);
      }
    }
    await rest(settings.interval, end);
  }
}

/** One round with its two commit statuses, of which the second says how it ended. */
async function round(
  settings: Settings,
  wishes: Wishes,
  { forge, commit }: { readonly forge: Forge; readonly commit: string },
): Promise<void> {
  const { broken, wrong } = wishes;
  Object.assign(wishes, { broken: false, wrong: false, again: false });
  await forge.setStatus(commit, 'pending', 'Job triggered.');
  const [state, summary] = await outcomeOf(() => {
    if (broken) throw new Error('broken on request');
    return promote({ settings, forge, commit, wrong, say });
  });
  await forge.setStatus(commit, state, `Job ${state}: ${summary}`);
  say(`${state} ${commit}: ${summary}`);
}

async function outcomeOf(
  work: () => Promise<string>,
): Promise<[state: 'success' | 'failure', summary: string]> {
  try {
    return ['success', await work()];
  } catch (error) {
    return ['failure', messageOf(error)];
  }
}

async function rest(ms: number, end: AbortSignal): Promise<void> {
  try {
    await pause(ms, undefined, { signal: end });
  } catch (error) {
    if (!end.aborted) throw error;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
