import { sha256 } from '../../src/adapters/hash.ts';
import type { LedgerLine } from '../../src/domain/effect.ts';
import { type History, readHistory } from '../../src/domain/history.ts';
import {
  type CommentHeard,
  chain,
  type Entry,
  type JournalEvent,
} from '../../src/domain/journal.ts';
import type { Person } from '../../src/domain/release.ts';
import { standing, tally } from '../../src/domain/signoff.ts';
import type { Instant } from '../../src/domain/time.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { listen } from '../../src/engine/listen.ts';
import { openSession } from '../../src/engine/session.ts';
import type { Code, Forge, People } from '../../src/plugin/forge.ts';
import { loadPlugins } from '../../src/plugin/load.ts';
import type { Queue } from '../../src/plugin/queue.ts';
import type { Lease, Leases, Releases, Store, StoredRelease } from '../../src/plugin/store.ts';
import { SILENT } from './log.ts';
import { SILENT_METER } from './meter.ts';
import { ALICE, BOB, CAROL, candidate, NOW, only, release } from './release.ts';

const plugins = await loadPlugins();

const PROCESS = `
product: app
artifacts:
  images: { tag: v$version }
  chart: { tag: chart/$version }
people:
  owners: OWNERS
rings:
  propose:
    steps: [{ check: changelog }]
    promote: [{ approve: 2 owners, name: owners }]
  stage:
    steps: [{ check: tag }]
`;

const OWNERS: readonly Person[] = [ALICE, BOB, CAROL];

/** A lease whose store has the same clock as the worker. */
export const LEASE: Lease = { key: release().id, fence: 1, at: NOW, duration: 60_000 };

export interface DeskOptions {
  /** The worker's own time, which may be wrong. */
  readonly now?: Instant;
  /** Where the default branch stands whenever it is asked. */
  readonly head?: () => string;
  /** Artifacts of the process that this release leaves out. */
  readonly skipped?: readonly string[];
}

/**
 * The engine's ear for one release: comments go in, and what was made of them
 * stands in a journal in memory. Opened by alice, for two of alice, bob and carol.
 */
export interface Desk {
  readonly engine: Engine;
  readonly entries: readonly Entry[];
  history(): History;
  /** A card or answer of ours that names this candidate can be read since then. */
  shown(candidate: number, comment: number, at: Instant): void;
  /** Lays comments down for the worker, who has not come yet. */
  post(...comments: readonly CommentHeard[]): void;
  /** Judges these comments, and those that wait, as one visit of the worker finds them. */
  hear(...comments: readonly CommentHeard[]): Promise<void>;
  /** What is planned as an answer: `reply comment 11`. */
  planned(): readonly string[];
  /** Whose approval counts for the candidate that stands. */
  counted(): readonly string[];
}

export function openDesk({
  now = NOW,
  head = () => 'f'.repeat(40),
  skipped = [],
}: DeskOptions = {}): Desk {
  const drawer = openDrawer(now, openingWith(skipped));
  const engine = only<Engine>('engine', {
    meter: SILENT_METER,
    plugins,
    hash: sha256,
    log: SILENT,
    worker: 'desk',
    clock: { now: () => now, sleep: async () => {}, every: () => ({ stop: async () => {} }) },
    settings: { server: 'https://github.test', poll: 1, gather: 1, settle: 1, sweep: 1 },
    outside: only<Engine['outside']>('outside', { forgeAt: () => forgeWith(head) }),
    queue: only<Queue>('queue', { wake: async () => {} }),
    store: drawer.store,
  });
  const history = () => {
    const read = readHistory(drawer.stored().entries);
    if (read === undefined) throw new Error('the journal has no beginning');
    return read;
  };
  return {
    engine,
    get entries() {
      return drawer.stored().entries;
    },
    history,
    shown: (n, comment, at) => drawer.append([{ kind: 'shown', candidate: n, comment, at }]),
    post: (...comments) => drawer.post(comments),
    async hear(...comments) {
      drawer.post(comments);
      await listen(openSession(engine, LEASE, drawer.stored()));
    },
    planned: () => drawer.stored().ledger.map(({ effect }) => `${effect.kind} ${effect.target}`),
    counted: () => {
      const { candidates, signoffs } = history();
      const { n = 0, cutBy } = candidates.at(-1)?.candidate ?? {};
      const rules = { candidate: n, exceptFor: cutBy, atOpening: OWNERS, now: OWNERS };
      const { counted } = tally(standing(signoffs, 'owners'), rules);
      return counted.map(({ by }) => by.login).toSorted();
    },
  };
}

/** What is stored of the release, in memory. */
function openDrawer(now: Instant, opening: readonly JournalEvent[]) {
  let entries = chain(undefined, opening, { at: NOW, hash: sha256 });
  let unheard: readonly CommentHeard[] = [];
  const ledger: LedgerLine[] = [];
  const append = (events: readonly JournalEvent[]) => {
    const fresh = chain(entries.at(-1), events, { at: now, hash: sha256 });
    entries = [...entries, ...fresh];
    return fresh;
  };
  const stored = (): StoredRelease => ({ row: ROW, entries, ledger, cards: [], unheard });
  const commit: Releases['commit'] = async (_, { events = [], ledger: lines = [], heard = [] }) => {
    ledger.push(...lines);
    unheard = unheard.filter((each) => !heard.includes(each));
    return append(events);
  };
  return {
    stored,
    append: (events: readonly JournalEvent[]) => void append(events),
    post: (comments: readonly CommentHeard[]) => {
      unheard = [...unheard, ...comments];
    },
    store: only<Store>('store', {
      now: async () => now,
      releases: only<Releases>('releases', {
        commit,
        load: async () => stored(),
        open: async () => [ROW],
      }),
      leases: only<Leases>('leases', {
        take: async (key) => ({ ...LEASE, key }),
        giveBack: async () => {},
      }),
    }),
  };
}

function openingWith(skipped: readonly string[]): readonly JournalEvent[] {
  return [
    {
      kind: 'opened',
      release: release({ skipped }),
      process: { blob: 'b', commit: 'c', text: PROCESS },
      rosters: { owners: OWNERS },
    },
    { kind: 'candidate', candidate: candidate() },
  ];
}

const ROW = {
  id: release().id,
  site: { repository: release().repository, installation: 1 },
  issue: 5,
  branch: 'ringmaster/app-v0.1.0',
  isOpen: true,
};

/** A repository whose default branch moves, and whose OWNERS are alice, bob and carol. */
function forgeWith(head: () => string): Forge {
  const text = 'approvers: [alice, bob, carol]';
  return only<Forge>('forge', {
    code: only<Code>('code', {
      head: async () => ({ branch: 'main', commit: head() }),
      commit: async () => head(),
      file: async (_, path) => (path === 'OWNERS' ? { blob: 'o', text } : undefined),
      changes: async () => ({ commits: 1, changes: [] }),
    }),
    tags: { all: async () => [], object: async () => Promise.reject(new Error('no tag')) },
    people: only<People>('people', {
      byLogin: async (logins) => OWNERS.filter(({ login }) => logins.includes(login)),
      role: async () => 'read',
    }),
  });
}

/** A comment on the tracking issue; ids and seconds grow together, as on GitHub. */
export function comment(
  id: number,
  by: Person,
  body: string,
  changes: Partial<CommentHeard> = {},
): CommentHeard {
  const at = new Date(Date.parse(NOW) + id * 1000).toISOString();
  return { id, issue: 5, author: by, body, at, change: 'created', by, ...changes };
}
