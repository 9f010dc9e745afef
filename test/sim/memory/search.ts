import { after } from '../../../src/domain/time.ts';
import type { ReleaseRow, Releases } from '../../../src/plugin/store.ts';
import { artifactKey } from './artifacts.ts';
import type { Held } from './held.ts';
import type { ReleaseRecord } from './tables.ts';

type Search = Pick<
  Releases,
  'byArtifact' | 'byIssue' | 'byBranch' | 'open' | 'countOpen' | 'takeDue'
>;

/** How long a due look may go on until it is asked for anew. */
const TAKEN = 60_000;

export function searchReleases(held: Held): Search {
  const all = () => [...held.tables.releases.values()];
  const open = () => all().filter(({ isOpen }) => isOpen);
  const sorted = (found: readonly ReleaseRecord[]) =>
    found.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((record) => rowOf(held, record));
  return {
    async byArtifact(repository, name, version) {
      const id = held.tables.artifacts.get(artifactKey(repository, { name, version }));
      const found = id === undefined ? undefined : held.tables.releases.get(id);
      return found === undefined ? undefined : rowOf(held, found);
    },

    async byIssue(repository, issue) {
      const found = all().find((each) => each.repository === repository && each.issue === issue);
      return found === undefined ? undefined : rowOf(held, found);
    },

    async byBranch(branch) {
      const stems = (stem: string) => branch === stem || branch.startsWith(`${stem}-`);
      return sorted(open().filter((each) => stems(each.branch)));
    },

    async open(repository) {
      const isMeant = (each: ReleaseRecord) =>
        repository === undefined || each.repository === repository;
      return sorted(open().filter(isMeant));
    },

    countOpen: async () => open().length,

    async takeDue(now) {
      const due = open().filter(({ nextLook }) => nextLook !== undefined && nextLook <= now);
      for (const record of due)
        held.tables.releases.set(record.id, { ...record, nextLook: after(now, TAKEN) });
      return due.map(({ id }) => id);
    },
  };
}

/** A release with the repository as it is called today. */
export function rowOf({ tables }: Held, record: ReleaseRecord): ReleaseRow {
  const { id, repository, issue, branch, isOpen } = record;
  const site = tables.sites.get(repository)?.site;
  if (site === undefined) throw new Error(`there is no repository ${repository}`);
  return { id, site, issue, branch, isOpen };
}
