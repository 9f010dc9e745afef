import { sha256 } from './adapters/hash.ts';
import { jsonLog } from './adapters/log.ts';
import { type Database, type Location, openDatabase } from './adapters/store/database.ts';
import { journaledReleases, readJournal, type StoredEntry } from './adapters/store/journals.ts';
import { RingmasterError } from './domain/errors.ts';
import { firstBroken } from './domain/journal.ts';

/** What was found of one release's journal. */
export interface JournalFinding {
  readonly release: string;
  readonly entries: number;
  /** Hash of the last entry. */
  readonly head: string;
  /** What is wrong with it; undefined where it holds together. */
  readonly trouble: string | undefined;
}

/**
 * Reads journals anew and checks every hash of their chains.
 * @param release only this one; undefined: all.
 * @param head the hash that was published, as the last card of the release shows it: whoever
 * rewrote a journal from some entry on, hashes included, could not change that.
 */
export async function verifyJournals(
  location: Location,
  { release, head }: { readonly release?: string | undefined; readonly head?: string | undefined },
): Promise<readonly JournalFinding[]> {
  return withDatabase(location, async ({ kysely }) => {
    const releases = release === undefined ? await journaledReleases(kysely) : [release];
    const findings: JournalFinding[] = [];
    for (const each of releases) {
      const entries = await readJournal(kysely, each);
      findings.push(judge(each, release === undefined ? entries : existing(each, entries), head));
    }
    return findings;
  });
}

/** A release's journal, oldest entry first, whether or not it holds together. */
export async function showJournal(
  location: Location,
  release: string,
): Promise<readonly StoredEntry[]> {
  return withDatabase(location, async ({ kysely }) =>
    existing(release, await readJournal(kysely, release)),
  );
}

function judge(
  release: string,
  entries: readonly StoredEntry[],
  published: string | undefined,
): JournalFinding {
  const head = entries.at(-1)?.hash ?? '';
  return { release, entries: entries.length, head, trouble: troubleIn(entries, published) };
}

function troubleIn(
  entries: readonly StoredEntry[],
  published: string | undefined,
): string | undefined {
  if (entries.length === 0) return 'its journal is gone, and the release is still there';
  const broken = firstBroken(entries, sha256);
  if (broken !== undefined) return `entry ${broken} is the first that does not fit`;
  if (published === undefined) return undefined;
  const place = entries.findIndex(({ hash }) => hash === published);
  if (place < 0)
    return 'it holds together, but never had the head that was published: it is not the same journal';
  const more = entries.length - 1 - place;
  return more === 0
    ? undefined
    : `${more} more came behind the head that was published (entry ${place + 1})`;
}

function existing(release: string, entries: readonly StoredEntry[]): readonly StoredEntry[] {
  if (entries.length > 0) return entries;
  throw new RingmasterError('settings-invalid', `there is no journal of ${release}`, {
    advice: '"journal verify" without a name lists all that there are',
  });
}

async function withDatabase<T>(
  location: Location,
  task: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(location, jsonLog('error'));
  try {
    return await task(database);
  } finally {
    await database.close();
  }
}
