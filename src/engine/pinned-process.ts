import { RingmasterError } from '../domain/errors.ts';
import type { History } from '../domain/history.ts';
import type { Process } from '../domain/process.ts';
import type { Plugins } from '../plugin/load.ts';
import { type ReadResult, readProcess } from '../process/read.ts';
import type { Engine } from './engine.ts';

/** Process files that were read with the plug-ins of this program, by their text. */
const READ = new WeakMap<Plugins, Map<string, ReadResult>>();

/** So many different files are kept in mind; then all are read anew. */
const ROOM = 500;

/** Reads a process file. That takes longer than anything else in a look at a release, and equal texts mean the same. */
export function readOnce(text: string, plugins: Plugins): ReadResult {
  const known = READ.get(plugins) ?? new Map<string, ReadResult>();
  READ.set(plugins, known);
  const before = known.get(text);
  if (before !== undefined) return before;
  const read = readProcess(text, plugins);
  if (known.size >= ROOM) known.clear();
  known.set(text, read);
  return read;
}

/**
 * The process that a release was opened with.
 * @throws RingmasterError `process-invalid` where this program cannot read it any more.
 */
export function pinnedProcess(
  { plugins }: Pick<Engine, 'plugins'>,
  { process: { text }, release }: Pick<History, 'process' | 'release'>,
): Process {
  const read = readOnce(text, plugins);
  if ('process' in read) return read.process;
  const [{ line, message }] = read.problems;
  throw new RingmasterError(
    'process-invalid',
    `the process that ${release.id} was opened with cannot be read: line ${line}: ${message}`,
  );
}
