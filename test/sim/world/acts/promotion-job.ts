import type { CommitStatus } from '../../../../src/plugin/proposals.ts';
import { type Entry, readList } from '../../../registry/promotion/list.ts';
import { PRODUCTION_HOST } from '../../../stage/scenery.ts';
import type { Ground } from '../ground.ts';
import { shelfAt, shelved, takeFrom } from '../images.ts';
import { filesAtHead, put, tip } from '../state.ts';

const CONTEXT = 'post-k8sio-image-promo';
const LIST = /^registry\.k8s\.io\/images\/k8s-staging-(?<project>[^/]+)\/images\.yaml$/;

/**
 * One run of the promotion job: it reads the merged lists by itself and copies by
 * digest. A tag of production that stands for something else stops it.
 * @returns what is served from now on, as `host/path:tag`.
 */
export function runJob(
  ground: Ground,
  lists: string,
  { fails }: { readonly fails: boolean },
): readonly string[] {
  const edges = fails ? [] : edgesIn(ground, lists);
  const isStopped = fails || edges.some((edge) => isTaken(ground, edge));
  const served = isStopped ? [] : edges.flatMap((edge) => copy(ground, edge));
  setStatus(ground, lists, isStopped ? 'failure' : 'success');
  return served;
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly digest: string;
  readonly tag: string;
}

function edgesIn({ state }: Ground, lists: string): readonly Edge[] {
  const edges: Edge[] = [];
  for (const [path, { text }] of filesAtHead(state, lists)) {
    const { project } = LIST.exec(path)?.groups ?? {};
    if (project === undefined) continue;
    for (const { name, digest, tags } of listed(text))
      for (const tag of tags) {
        const from = `us-central1-docker.pkg.dev/k8s-staging-images/${project}/${name}`;
        edges.push({ from, to: `${PRODUCTION_HOST}/${project}/${name}`, digest, tag });
      }
  }
  return edges;
}

/** Lists that were read, by their text: there are few, and reading is slow. */
const READ = new Map<string, readonly Entry[]>();

function listed(text: string): readonly Entry[] {
  const known = READ.get(text);
  if (known !== undefined) return known;
  const entries = readList(text);
  if (READ.size > 1000) READ.clear();
  READ.set(text, entries);
  return entries;
}

function isTaken({ state }: Ground, { to, digest, tag }: Edge): boolean {
  const there = shelfAt(state, to).tags.get(tag);
  return there !== undefined && there !== digest;
}

function copy(ground: Ground, { from, to, digest, tag }: Edge): readonly string[] {
  if (shelfAt(ground.state, to).tags.has(tag)) return [];
  const found = takeFrom(shelfAt(ground.state, from), digest);
  if (found === undefined) return [];
  ground.change((state) => shelved(state, to, found, tag));
  return [`${to}:${tag}`];
}

/** Every commit that came to the default branch since the job last succeeded gets its status: each has started a run. */
function setStatus(ground: Ground, lists: string, state: CommitStatus['state']): void {
  const { commits } = ground.state;
  const repository = ground.repository(lists);
  const isSuccess = (commit: string) =>
    repository.statuses.get(commit)?.some((status) => status.state === 'success') === true;
  const status = { context: CONTEXT, state, description: `it is a ${state}`, address: undefined };
  let next: string | undefined = tip(repository, repository.defaultBranch);
  while (next !== undefined && !isSuccess(next)) {
    const commit: string = next;
    ground.edit(lists, ({ statuses }) => ({ statuses: put(statuses, commit, [status]) }));
    next = commits.get(commit)?.parents[0];
  }
}
