import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, rmdir, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { serverOwner } from '../support/postgres.ts';

const run = promisify(execFile);

/** A disk of a few megabytes that a test may fill. */
export interface SmallDisk {
  readonly folder: string;
  /** Leaves no room on it. */
  fill(): Promise<void>;
  /** Makes room again. */
  clear(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** To mount a disk one must be root, or become it without being asked. */
const AS_ROOT = process.getuid?.() === 0 ? [] : ['sudo', '-n'];

/** Whether this machine lets us have a disk of our own; else why not, for a test to say that it is skipped. */
export async function noSmallDisk(): Promise<string | false> {
  try {
    await using disk = await openSmallDisk(1);
    return disk.folder === '' ? 'no disk' : false;
  } catch {
    return 'no disk can be mounted here';
  }
}

/** @param owner who may write on it; this process if not given. */
export async function openSmallDisk(
  megabytes: number,
  owner: Awaited<ReturnType<typeof serverOwner>> = undefined,
): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'ringmaster-disk-'));
  const { uid, gid } = owner ?? { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const options = `size=${megabytes}m,uid=${uid},gid=${gid},mode=0700`;
  await asRoot('mount', ['-t', 'tmpfs', '-o', options, 'ringmaster-test', folder]).catch(
    async (error: unknown) => {
      await rmdir(folder);
      throw error;
    },
  );
  const ballast = join(folder, 'ballast');
  return {
    folder,
    async fill() {
      await using file = await open(ballast, 'a');
      while (await hasRoom(folder)) await file.write(Buffer.alloc(64 * 1024)).catch(unlessFull);
    },
    clear: () => rm(ballast, { force: true }),
    async [Symbol.asyncDispose]() {
      await asRoot('umount', ['--lazy', folder]);
      await rmdir(folder);
    },
  };
}

async function hasRoom(folder: string): Promise<boolean> {
  return (await statfs(folder)).bavail > 0;
}

function unlessFull(error: unknown): void {
  const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
  if (!isFull) throw error;
}

async function asRoot(program: string, args: readonly string[]): Promise<void> {
  const [first = program, ...rest] = [...AS_ROOT, program, ...args];
  await run(first, rest);
}
