import { execFile } from 'node:child_process';
import { devNull } from 'node:os';

/** What git left behind: its exit code, its output as bytes, its complaints as text. */
export interface GitOutcome {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

const LARGEST_OUTPUT = 256 * 1024 * 1024;

/**
 * The environment every git of the forge runs in: no configuration of the
 * machine or its user can change a result, and nothing ever asks for input.
 */
export function gitEnvironment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    LC_ALL: 'C',
    TZ: 'UTC',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: '0',
  };
}

/** Runs git in a folder and answers what it did, whatever its exit code. */
export function tryGit(
  directory: string,
  args: readonly string[],
  input = '',
): Promise<GitOutcome> {
  return new Promise((resolve, reject) => {
    const running = execFile(
      'git',
      [...args],
      { cwd: directory, env: gitEnvironment(), encoding: 'buffer', maxBuffer: LARGEST_OUTPUT },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (typeof code === 'number') resolve({ code, stdout, stderr: stderr.toString() });
        else reject(error);
      },
    );
    // A command that wants no input may be gone already; its exit code tells what matters.
    running.stdin?.on('error', () => undefined);
    running.stdin?.end(input);
  });
}

/**
 * Runs git in a folder and answers its output.
 * @throws Error with git's own words when it exits with anything but 0.
 */
export async function git(directory: string, args: readonly string[], input = ''): Promise<Buffer> {
  const { code, stdout, stderr } = await tryGit(directory, args, input);
  if (code !== 0) throw new Error(`git ${args.join(' ')} exited with ${code}: ${stderr.trim()}`);
  return stdout;
}
