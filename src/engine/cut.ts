import type { Process } from '../domain/process.ts';
import type { Artifact, Baseline, Candidate, Person } from '../domain/release.ts';
import type { Instant } from '../domain/time.ts';
import type { Forge } from '../plugin/forge.ts';
import { previousOf } from '../versions/order.ts';
import { tagFor, versionIn } from '../versions/tag-pattern.ts';

export interface Cut {
  readonly n: number;
  readonly commit: string;
  readonly branch: string;
  readonly by: Person | undefined;
  readonly at: Instant;
}

/** Makes a candidate of a commit, with everything that was merged since the release before. */
export async function cutCandidate(
  forge: Pick<Forge, 'code' | 'tags'>,
  { process, artifacts }: { readonly process: Process; readonly artifacts: readonly Artifact[] },
  { n, commit, branch, by, at }: Cut,
): Promise<Candidate> {
  const since = await baselineOf(forge, process, artifacts);
  const { commits, changes } = await forge.code.changes(since?.commit, commit);
  return { n, commit, branch, cutBy: by, at, since, commits, changes };
}

/** The highest version below, by the tags of the first artifact that is released. */
async function baselineOf(
  { tags, code }: Pick<Forge, 'code' | 'tags'>,
  process: Process,
  [first]: readonly Artifact[],
): Promise<Baseline | undefined> {
  const pattern = process.artifacts.find(({ name }) => name === first?.name)?.tag;
  if (first === undefined || pattern === undefined) return undefined;
  const names = (await tags.all()).map(({ name }) => name);
  const previous = previousOf(
    first.version,
    names.flatMap((name) => versionIn(name, pattern) ?? []),
  );
  if (previous === undefined) return undefined;
  const tag = tagFor(previous, pattern);
  const commit = await code.commit(tag);
  return commit === undefined ? undefined : { tag, commit };
}
