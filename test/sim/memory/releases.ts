import { sha256 } from '../../../src/adapters/hash.ts';
import { RingmasterError } from '../../../src/domain/errors.ts';
import { chain, type Entry, type JournalEvent } from '../../../src/domain/journal.ts';
import type { Artifact } from '../../../src/domain/release.ts';
import type { Batch, NewRelease, Releases } from '../../../src/plugin/store.ts';
import { artifactKey } from './artifacts.ts';
import { keepComment, markHeard, unheardBy } from './comments.ts';
import { type Held, soon } from './held.ts';
import { checkHeld, renew } from './leases.ts';
import { rowOf, searchReleases } from './search.ts';
import { linesOf, type ReleaseRecord, replaced } from './tables.ts';

export function memoryReleases(held: Held): Releases {
  return {
    ...searchReleases(held),
    create: async (release, now) => create(held, release, now),

    async load(id) {
      const found = held.tables.releases.get(id);
      if (found === undefined) return undefined;
      return {
        row: rowOf(held, found),
        entries: found.entries,
        ledger: inOrder(found.ledger),
        cards: inOrder(found.cards),
        unheard: unheardBy(held, id),
      };
    },

    async commit(lease, batch, now) {
      checkHeld(held, lease);
      const release = held.tables.releases.get(lease.key);
      if (release === undefined) throw new Error(`there is no release ${lease.key}`);
      if (batch.onlyIfHeard === true && unheardBy(held, lease.key).length > 0)
        throw new RingmasterError('overtaken', `something was said on ${lease.key} meanwhile`);
      refuseTaken(held, release, batch);
      renew(held, lease);
      const { record, entries } = changed(release, batch, now);
      held.tables.releases.set(lease.key, record);
      insertArtifacts(held, release, batch.artifacts ?? []);
      for (const comment of batch.heard ?? []) markHeard(held, lease.key, comment);
      return entries;
    },

    async hear(id, comment) {
      keepComment(held, id, comment);
      const release = held.tables.releases.get(id);
      if (release !== undefined)
        held.tables.releases.set(id, { ...release, nextLook: soon(held, release.nextLook) });
    },
  };
}

function create(
  held: Held,
  { row, artifacts, events, ledger }: NewRelease,
  now: string,
): { existing: string } | undefined {
  const { id, site, issue, branch } = row;
  const repository = site.repository.id;
  for (const artifact of artifacts) {
    const existing = held.tables.artifacts.get(artifactKey(repository, artifact));
    if (existing !== undefined) return { existing };
  }
  if (held.tables.releases.has(id)) throw new Error(`there is a release ${id} already`);
  if (!held.tables.sites.has(repository)) throw new Error(`there is no repository ${repository}`);
  const empty = { entries: [], ledger: new Map(), cards: new Map(), isOpen: true, nextLook: now };
  const fresh = { ...empty, id, repository, issue, branch };
  refuseTaken(held, fresh, issue === undefined ? {} : { issue });
  held.tables.releases.set(id, changed(fresh, { events, ledger }, now).record);
  insertArtifacts(held, fresh, artifacts);
  return undefined;
}

/** The release after a batch, and the entries that are new. */
function changed(
  release: ReleaseRecord,
  { events = [], ledger = [], cards = [], issue, nextLook, isOpen }: Batch,
  now: string,
): { readonly record: ReleaseRecord; readonly entries: readonly Entry[] } {
  const entries = chain(release.entries.at(-1), events, { at: now, hash: sha256 });
  const record = {
    ...release,
    issue: issue ?? release.issue,
    isOpen: isOpen ?? release.isOpen,
    nextLook: nextLook === undefined ? release.nextLook : (nextLook ?? undefined),
    entries: entries.length === 0 ? release.entries : [...release.entries, ...entries.map(read)],
    ledger: replaced(release.ledger, linesOf(ledger)),
    cards: replaced(
      release.cards,
      cards.map((card) => [card.key, { ...card }]),
    ),
  };
  return { record, entries };
}

/** An entry as it is read: its event is what its text says. */
function read(entry: Entry): Entry {
  const event: JournalEvent = JSON.parse(entry.body);
  return { ...entry, event };
}

function inOrder<V>(values: ReadonlyMap<string, V>): readonly V[] {
  return [...values].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

/** What the keys of the real tables refuse, and before anything is changed. */
function refuseTaken({ tables }: Held, release: ReleaseRecord, { artifacts = [], issue }: Batch) {
  const { id, repository } = release;
  const taken = artifacts.find((each) => tables.artifacts.has(artifactKey(repository, each)));
  if (taken !== undefined) throw new Error(`${taken.name} ${taken.version} is being released`);
  if (issue === undefined) return;
  for (const other of tables.releases.values())
    if (other.id !== id && other.repository === repository && other.issue === issue)
      throw new Error(`#${issue} tracks ${other.id}`);
}

function insertArtifacts(
  { tables }: Held,
  { id, repository }: ReleaseRecord,
  artifacts: readonly Artifact[],
): void {
  for (const artifact of artifacts) tables.artifacts.set(artifactKey(repository, artifact), id);
}
