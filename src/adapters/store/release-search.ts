import type { Kysely } from 'kysely';
import { after } from '../../domain/time.ts';
import type { ReleaseRow, Releases } from '../../plugin/store.ts';
import { siteOf } from './site-work.ts';
import type { Tables } from './tables.ts';

/** The ways in which a release is found without reading its journal. */
export type ReleaseSearch = Pick<
  Releases,
  'byArtifact' | 'byIssue' | 'byBranch' | 'open' | 'countOpen' | 'takeDue'
>;

/** How long a due look may go on, or fail and be repeated by the queue, until it is asked for anew. */
const TAKEN = 60_000;

export function searchReleases(db: Kysely<Tables>): ReleaseSearch {
  const rows = () => releaseRows(db);
  return {
    async byArtifact(repository, artifact, version) {
      const row = await rows()
        .innerJoin('artifacts', 'artifacts.release', 'releases.id')
        .where('artifacts.repository', '=', repository)
        .where('artifacts.artifact', '=', artifact)
        .where('artifacts.version', '=', version)
        .executeTakeFirst();
      return row === undefined ? undefined : rowOf(row);
    },

    async byIssue(repository, issue) {
      const ours = rows().where('releases.repository', '=', repository);
      const row = await ours.where('releases.issue', '=', issue).executeTakeFirst();
      return row === undefined ? undefined : rowOf(row);
    },

    async byBranch(branch) {
      const open = rows().where('is_open', '=', true).orderBy('releases.id');
      return (await open.where('releases.branch', 'in', stems(branch)).execute()).map(rowOf);
    },

    async open(repository) {
      const all = rows().where('is_open', '=', true).orderBy('releases.id');
      const found =
        repository === undefined ? all : all.where('releases.repository', '=', repository);
      return (await found.execute()).map(rowOf);
    },

    async countOpen() {
      const open = db.selectFrom('releases').where('is_open', '=', true);
      const { count } = await open
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },

    async takeDue(now) {
      const due = await db
        .updateTable('releases')
        .set({ next_look: after(now, TAKEN) })
        .where('is_open', '=', true)
        .where('next_look', '<=', now)
        .returning('id')
        .execute();
      return due.map(({ id }) => id);
    },
  };
}

/** A branch, and what is left of it before each of its hyphens. */
function stems(branch: string): readonly string[] {
  const parts = branch.split('-');
  return parts.map((_, index) => parts.slice(0, index + 1).join('-'));
}

/** Releases joined with the repository as it is called today. */
export function releaseRows(db: Kysely<Tables>) {
  return db
    .selectFrom('releases')
    .innerJoin('sites', 'sites.repository', 'releases.repository')
    .select(['releases.id', 'releases.issue', 'releases.branch', 'releases.is_open'])
    .select(['sites.repository', 'sites.owner', 'sites.name', 'sites.installation']);
}

interface JoinedRow {
  readonly id: string;
  readonly issue: number | null;
  readonly branch: string;
  readonly is_open: boolean;
  readonly repository: number;
  readonly owner: string;
  readonly name: string;
  readonly installation: number;
}

export function rowOf(row: JoinedRow): ReleaseRow {
  return {
    id: row.id,
    site: siteOf(row),
    issue: row.issue ?? undefined,
    branch: row.branch,
    isOpen: row.is_open,
  };
}
