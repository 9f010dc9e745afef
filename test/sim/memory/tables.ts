import type { Stream } from '../../../src/adapters/store/pace.ts';
import type { LedgerLine } from '../../../src/domain/effect.ts';
import type { CommentHeard, Entry } from '../../../src/domain/journal.ts';
import type { Instant } from '../../../src/domain/time.ts';
import type { Site } from '../../../src/plugin/place.ts';
import type { Card, Delivery, Gap, ReleaseRow } from '../../../src/plugin/store.ts';

interface StoredDelivery extends Omit<Delivery, 'body'> {
  readonly body: string | undefined;
  readonly receivedAt: Instant;
  readonly doneAt?: Instant;
  readonly aside?: { readonly at: Instant; readonly reason: string };
}

export interface ReleaseRecord extends Omit<ReleaseRow, 'site'> {
  readonly repository: number;
  readonly nextLook: Instant | undefined;
  readonly entries: readonly Entry[];
  readonly ledger: ReadonlyMap<string, LedgerLine>;
  readonly cards: ReadonlyMap<string, Card>;
}

interface LeaseRecord {
  readonly fence: number;
  /** In milliseconds since 1970; undefined: nobody holds it. */
  readonly expires: number | undefined;
}

interface StoredComment {
  readonly comment: CommentHeard;
  readonly isHeard: boolean;
  /** When it came, in milliseconds since 1970: no part of the real tables, but the judge asks. */
  readonly keptAt: number;
}

export interface SiteRecord {
  readonly site: Site;
  /** In the order in which they were planned. */
  readonly ledger: ReadonlyMap<string, LedgerLine>;
  readonly nextLook: Instant | undefined;
  readonly swept?: Instant;
  readonly knownTags?: readonly string[];
  readonly process?: { readonly blob: string; readonly text: string };
}

/** Everything that is stored but the jobs. Values are never changed, only replaced. */
export interface Tables {
  readonly deliveries: Map<string, StoredDelivery>;
  readonly releases: Map<string, ReleaseRecord>;
  /** The release that has an artifact in a version. */
  readonly artifacts: Map<string, string>;
  /** By listener, then by what was said or done. */
  readonly comments: Map<string, ReadonlyMap<string, StoredComment>>;
  readonly leases: Map<string, LeaseRecord>;
  readonly sites: Map<number, SiteRecord>;
  readonly gaps: Map<string, Gap>;
  readonly budgets: Map<string, Stream>;
}

export function emptyTables(): Tables {
  return {
    deliveries: new Map(),
    releases: new Map(),
    artifacts: new Map(),
    comments: new Map(),
    leases: new Map(),
    sites: new Map(),
    gaps: new Map(),
    budgets: new Map(),
  };
}

/** The same rows in tables of their own. */
export function copyOf(tables: Tables): Tables {
  return {
    deliveries: new Map(tables.deliveries),
    releases: new Map(tables.releases),
    artifacts: new Map(tables.artifacts),
    comments: new Map(tables.comments),
    leases: new Map(tables.leases),
    sites: new Map(tables.sites),
    gaps: new Map(tables.gaps),
    budgets: new Map(tables.budgets),
  };
}

/** A value as it comes back from a database that keeps text: nobody else holds a part of it. */
export function asStored<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

/** The values with these in place of those of the same key. */
export function replaced<V>(
  before: ReadonlyMap<string, V>,
  values: readonly (readonly [string, V])[],
): ReadonlyMap<string, V> {
  return values.length === 0 ? before : new Map([...before, ...values]);
}

/** The lines of a ledger as they are stored, by the effect that they are about. */
export function linesOf(ledger: readonly LedgerLine[]): readonly (readonly [string, LedgerLine])[] {
  return ledger.map((line) => [line.effect.id, asStored(line)]);
}
