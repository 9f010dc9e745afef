import type { LedgerLine } from '../domain/effect.ts';
import type { PinnedProcess } from '../domain/journal.ts';
import type { Process } from '../domain/process.ts';
import { type Artifact, fullName, type Person, type Release } from '../domain/release.ts';
import type { Site } from '../plugin/place.ts';
import type { NewRelease, ReleaseRow } from '../plugin/store.ts';
import { cutCandidate } from './cut.ts';
import type { Engine } from './engine.ts';
import { currentGroups, rostersOf } from './groups.ts';

export interface Opening {
  readonly site: Site;
  readonly process: Process;
  readonly pinned: PinnedProcess;
  readonly artifacts: readonly Artifact[];
  /** Undefined where a tag opened it that nobody of ours signed. */
  readonly by: Person | undefined;
  /** Where the tag points, if a tag opened it; else the head of the default branch is taken. */
  readonly commit?: string;
  /** An issue that becomes the tracking issue. */
  readonly issue?: number;
  /** Answers to whoever asked, made once the release knows its id. */
  readonly answers?: (release: string) => readonly LedgerLine[];
}

/**
 * Opens a release. Where one of its artifacts is being released in that version
 * already, that release is answered, and nothing is opened.
 */
export async function openRelease(
  engine: Engine,
  opening: Opening,
): Promise<{ row: ReleaseRow; isNew: boolean }> {
  const { site, artifacts } = opening;
  const { releases } = engine.store;
  for (const { name, version } of artifacts) {
    const row = await releases.byArtifact(site.repository.id, name, version);
    if (row !== undefined) return { row, isNew: false };
  }
  const fresh = await prepare(engine, opening);
  const taken = await releases.create(fresh, await engine.store.now());
  await engine.queue.wake('release', taken?.existing ?? fresh.row.id);
  if (taken === undefined) return { row: fresh.row, isNew: true };
  const other = await releases.load(taken.existing);
  return { row: other?.row ?? fresh.row, isNew: false };
}

async function prepare(engine: Engine, opening: Opening): Promise<NewRelease> {
  const { site, process, pinned, artifacts, by, issue } = opening;
  const forge = engine.outside.forgeAt(site);
  const groups = currentGroups(process, forge);
  const rosters = await rostersOf(process, groups);
  const at = await engine.store.now();
  const head = await forge.code.head();
  const commit = opening.commit ?? head.commit;
  const cut = { n: 1, commit, branch: head.branch, by, at };
  const candidate = await cutCandidate(forge, { process, artifacts }, cut);
  const release = releaseOf(opening, at);
  return {
    row: { id: release.id, site, issue, branch: branchOf(release), isOpen: true },
    artifacts,
    events: [
      { kind: 'opened', release, process: pinned, rosters },
      { kind: 'candidate', candidate },
    ],
    ledger: opening.answers?.(release.id) ?? [],
  };
}

function releaseOf({ site, process, artifacts, by }: Opening, at: string): Release {
  const [first] = artifacts;
  if (first === undefined) throw new TypeError('a release takes at least one artifact');
  const taken = new Set(artifacts.map(({ name }) => name));
  return {
    id: `${site.repository.id}/${first.name}@${first.version}`,
    repository: site.repository,
    product: process.product,
    title: releaseTitle(artifacts),
    artifacts,
    skipped: process.artifacts.map(({ name }) => name).filter((name) => !taken.has(name)),
    openedBy: by,
    openedAt: at,
  };
}

/** `v0.1.0 + chart/0.1.0` */
export function releaseTitle(artifacts: readonly Artifact[]): string {
  return artifacts.map(({ name, version, tag }) => tag ?? `${name} ${version}`).join(' + ');
}

/**
 * One branch a release, on whatever repository a pull request goes to. Two
 * projects that propose to the same one may call their products alike, so that
 * the branch names the project.
 */
function branchOf({ repository, product, title }: Release): string {
  const version = title.replaceAll(' + ', '-and-').replace(/[^A-Za-z0-9._-]+/g, '-');
  return `ringmaster/${fullName(repository)}/${product}-${version}`;
}
