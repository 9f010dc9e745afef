import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { withDigests } from '../../images/list/example-digest.ts';

const CLI = fileURLToPath(new URL('../../../src/cli.ts', import.meta.url));

/** How a run of the command line ended. */
interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * A folder of its own for a test, with these files, in which `images …` is run as people
 * do. Texts have `{a1}` for digests.
 */
export async function openFolder(
  context: TestContext,
  files: Readonly<Record<string, string | Buffer>>,
) {
  const folder = await mkdtemp(join(tmpdir(), 'ringmaster-images-'));
  context.after(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files))
    await writeFile(
      join(folder, name),
      typeof content === 'string' ? withDigests(content) : content,
    );
  const reading = (input: string, ...args: readonly string[]) => run(folder, input, args);
  const images = (...args: readonly string[]) => reading('', ...args);
  return { folder, images: Object.assign(images, { reading }) };
}

function run(cwd: string, input: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [CLI, 'images', ...args],
      { cwd, timeout: 60_000 },
      (error, out, err) => {
        const code = typeof error?.code === 'number' ? error.code : error === null ? 0 : -1;
        resolve({ code, out, err });
      },
    );
    // Who ends before reading all of it has no use for the rest.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
