import type { Generated, GeneratedAlways } from 'kysely';

/** Repositories that the App is installed on. */
interface SitesTable {
  readonly repository: number;
  readonly owner: string;
  readonly name: string;
  readonly installation: number;
  readonly swept_until: string | null;
  /** JSON list of names. */
  readonly known_tags: string | null;
  readonly process_blob: string | null;
  readonly process_text: string | null;
  /** ISO 8601, so that it compares as text. */
  readonly next_look: string | null;
}

/** What is to be done, and was done, in a repository outside of releases. */
interface SiteLedgerTable {
  readonly repository: number;
  readonly effect: string;
  /** Grows with every line that is planned. */
  readonly planned: GeneratedAlways<number>;
  readonly is_intended: boolean;
  readonly line: string;
}

interface DeliveriesTable {
  readonly id: string;
  readonly event: string;
  /** Null once it is forgotten. */
  readonly body: string | null;
  readonly received_at: Generated<Date>;
  readonly done_at: Date | null;
  readonly aside_at: Date | null;
  readonly aside_reason: string | null;
  /** From when on it is to be read, by whoever has time; null: nobody is asked to. */
  readonly due_at: Generated<Date | null>;
  /** Until when somebody has the right to read it alone; null: nobody has. */
  readonly claimed_until: Date | null;
  /** How often somebody has begun to read it. */
  readonly begun: Generated<number>;
  /** How often of late, since it was last done with. */
  readonly tries: Generated<number>;
}

interface ReleasesTable {
  readonly id: string;
  readonly repository: number;
  readonly issue: number | null;
  readonly branch: string;
  readonly is_open: boolean;
  /** ISO 8601, so that it compares as text. */
  readonly next_look: string | null;
}

/** Who may act for a release or a repository, alone; each taking raises the fence. */
interface LeasesTable {
  readonly key: string;
  readonly fence: number;
  readonly holder: string | null;
  /** By the database's clock; null: nobody holds it. */
  readonly expires: Date | null;
}

/** What makes a release unique: one artifact is released in one version once. */
interface ArtifactsTable {
  readonly repository: number;
  readonly artifact: string;
  readonly version: string;
  readonly release: string;
}

/** The journal. A trigger refuses every change to what was written. */
interface EntriesTable {
  readonly release: string;
  readonly seq: number;
  readonly at: string;
  readonly body: string;
  readonly previous: string;
  readonly hash: string;
}

interface LedgerTable {
  readonly release: string;
  readonly effect: string;
  readonly line: string;
}

interface CardsTable {
  readonly release: string;
  readonly key: string;
  readonly comment: number | null;
  readonly hash: string;
  readonly written_at: string;
  readonly unsure: string | null;
}

/** Comments as they were first posted, until they have been judged. */
interface CommentsTable {
  /** The release that they are for, or the repository where they belong to none. */
  readonly listener: string;
  readonly id: number;
  readonly change: string;
  /** Numeric id of whoever edited or deleted it; 0 where GitHub does not say. */
  readonly by: number;
  /** Empty where it was not edited. */
  readonly changed_at: string;
  readonly at: string;
  readonly comment: string;
  readonly heard: boolean;
}

interface GapsTable {
  readonly known_until: string;
  readonly noticed: string;
}

/** Streams of requests, in milliseconds since 1970 by the database's clock. */
interface BudgetsTable {
  readonly key: string;
  /** When the next request would be due if all came at their pace. */
  readonly arrival: number;
  readonly closed_until: number;
}

export interface Tables {
  readonly sites: SitesTable;
  readonly deliveries: DeliveriesTable;
  readonly releases: ReleasesTable;
  readonly leases: LeasesTable;
  readonly artifacts: ArtifactsTable;
  readonly entries: EntriesTable;
  readonly ledger: LedgerTable;
  readonly cards: CardsTable;
  readonly comments: CommentsTable;
  readonly site_ledger: SiteLedgerTable;
  readonly gaps: GapsTable;
  readonly budgets: BudgetsTable;
}
