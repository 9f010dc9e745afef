import type { PinnedProcess } from '../domain/journal.ts';
import type { Process } from '../domain/process.ts';
import { code, type Prose, say } from '../domain/prose.ts';
import type { Site } from '../plugin/place.ts';
import type { Engine } from './engine.ts';
import { readOnce } from './pinned-process.ts';

/** Where a repository says how it is released. */
const PROCESS_FILE = '.github/ringmaster.yml';

export interface ProcessRead {
  readonly process: Process;
  readonly pinned: PinnedProcess;
}

export type ProcessFound = ProcessRead | { readonly refusal: Prose };

/**
 * The process of a repository as its default branch has it. While the file there
 * is broken, the last one that could be read goes on serving.
 */
export async function processOf(engine: Engine, site: Site): Promise<ProcessFound> {
  const forge = engine.outside.forgeAt(site);
  const { commit } = await forge.code.head();
  const file = await forge.code.file(commit, PROCESS_FILE);
  if (file === undefined) return { refusal: say`this repository has no ${code(PROCESS_FILE)} yet` };
  const read = readOnce(file.text, engine.plugins);
  if ('process' in read) {
    await engine.store.sites.setLastGoodProcess(site.repository.id, file);
    return { process: read.process, pinned: { ...file, commit } };
  }
  const good = await engine.store.sites.lastGoodProcess(site.repository.id);
  const before = good === undefined ? undefined : readOnce(good.text, engine.plugins);
  if (good !== undefined && before !== undefined && 'process' in before)
    return { process: before.process, pinned: { ...good, commit } };
  const complaints = read.problems.map(
    ({ line, column, message }) => say`\n- line ${line}, column ${column}: ${message}`,
  );
  return { refusal: say`${code(PROCESS_FILE)} has mistakes:${complaints.flat()}` };
}
