import type { Kysely } from 'kysely';
import type { ReleaseRow, Releases } from '../../plugin/store.ts';
import { siteOf } from './sites.ts';
import type { Tables } from './tables.ts';

/** The ways in which a release is found without reading its journal. */
export type ReleaseSearch = Pick<Releases, 'byArtifact' | 'byIssue' | 'byBranch' | 'open' | 'due'>;

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
      const row = await rows().where('releases.branch', '=', branch).executeTakeFirst();
      return row === undefined ? undefined : rowOf(row);
    },

    async open(repository) {
      const all = rows().where('is_open', '=', true).orderBy('releases.id');
      const found =
        repository === undefined ? all : all.where('releases.repository', '=', repository);
      return (await found.execute()).map(rowOf);
    },

    async due(now) {
      const open = db.selectFrom('releases').select('id').where('is_open', '=', true);
      return (await open.where('next_look', '<=', now).execute()).map(({ id }) => id);
    },
  };
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
