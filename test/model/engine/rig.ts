import { sha256 } from '../../../src/adapters/hash.ts';
import { type History, readHistory } from '../../../src/domain/history.ts';
import { type Entry, firstBroken } from '../../../src/domain/journal.ts';
import { standing, tally } from '../../../src/domain/signoff.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { visit } from '../../../src/engine/visit.ts';
import { work, workSite } from '../../../src/engine/worker.ts';
import type { Queue } from '../../../src/plugin/queue.ts';
import type { StoredRelease } from '../../../src/plugin/store.ts';
import { memoryJobs } from '../../sim/memory/jobs.ts';
import { memoryStore } from '../../sim/memory/memory-store.ts';
import type { Hook } from '../../sim/world/hooks.ts';
import { outsideOf } from '../../sim/world/outside.ts';
import { furnished } from '../../sim/world/scenery.ts';
import { World } from '../../sim/world/world.ts';
import { SILENT } from '../../support/log.ts';
import { SILENT_METER } from '../../support/meter.ts';
import { only } from '../../support/release.ts';
import { doorsThrough, type Pass } from './doors.ts';
import { type Levers, pluginsWith } from './stand-ins.ts';

const PROCESS = `
product: app
artifacts:
  app: { tag: v$version }
people:
  owners: OWNERS
rings:
  propose:
    steps: [{ check: signal }]
    promote: [{ approve: 2 owners, name: owners }]
  ship:
    steps:
      - { check: tag, signed-by: owners, changelog: false }
      - { publish: shelf }
`;

/** The one release that a rig is for. */
export const RELEASE = '11/app@0.1.0';

export const TAG = 'v0.1.0';

export const SECOND = 1000;

const START = Date.parse('2026-05-04T09:12:00.000Z');

const SETTINGS = {
  server: 'https://github.test',
  poll: 10 * SECOND,
  gather: 5 * SECOND,
  settle: 100 * SECOND,
  sweep: 600 * SECOND,
};

/** A world and a store in memory, and engines on them; time passes only by hand. */
export class Rig {
  readonly timeline = { now: START, at: () => ({ cancel() {} }) };
  readonly world: World;
  readonly levers: Levers = { signal: 'pending', parcel: undefined, brought: [] };
  /** What is to be worked at: `release 11/app@0.1.0`. */
  readonly woken = new Set<string>();
  readonly #plugins = pluginsWith(this.levers);
  readonly #store = memoryStore({ timeline: this.timeline, jobs: memoryJobs(this.timeline) });

  constructor(process = PROCESS) {
    const files = { '.github/ringmaster.yml': process };
    this.world = new World(this.timeline, furnished({ files }));
  }

  /** An engine whose calls to the store and the outside go through a pass. */
  engine(worker: string, pass: Pass): Engine {
    const sight = () => this.world.state;
    return {
      store: doorsThrough(this.#store, pass),
      queue: only<Queue>('queue', {
        wake: async (kind, id) => void this.woken.add(`${kind} ${id}`),
      }),
      plugins: this.#plugins,
      outside: doorsThrough(outsideOf(this.world, { sight }), pass),
      clock: {
        now: () => new Date(this.timeline.now).toISOString(),
        sleep: async () => {},
        every: () => ({ stop: async () => {} }),
      },
      hash: sha256,
      log: SILENT,
      meter: SILENT_METER,
      settings: SETTINGS,
      worker,
    };
  }

  /** What a webhook tells, and whoever reads it: Probot has no part in this. */
  async read(engine: Engine, { event, payload }: Hook): Promise<void> {
    for (const handler of engine.plugins.handlers.filter(({ on }) => reads(on, event))) {
      const found = handler.places(payload);
      if (found === undefined) continue;
      for (const place of found.places) await visit(engine, found.site, place);
    }
  }

  async stored(): Promise<StoredRelease> {
    const stored = await this.#store.releases.load(RELEASE);
    if (stored === undefined) throw new Error('there is no release');
    return stored;
  }

  /** Marks of what Ringmaster has written more than once; each stands for one effect. */
  get doubles(): readonly string[] {
    const marks = this.world.effects
      .filter(({ kind }) => kind === 'comment' || kind === 'issue-opened')
      .map(({ value }) => value.split('\n', 1)[0] ?? '');
    return marks.filter((mark, index) => marks.indexOf(mark) < index);
  }

  /** What the journal says, once it is known to be whole, and who counts by it. */
  async told(): Promise<Told> {
    const { entries, row } = await this.stored();
    const history = firstBroken(entries, sha256) === undefined ? readHistory(entries) : undefined;
    if (history === undefined) throw new Error('the journal is broken');
    return { entries, history, counted: countedBy(history), isOpen: row.isOpen };
  }
}

/** What is stored of the release, as people would read it. */
export interface Told {
  readonly entries: readonly Entry[];
  readonly history: History;
  readonly counted: readonly string[];
  readonly isOpen: boolean;
}

/** Does what a wake asks for. */
export function workAt(engine: Engine, job: string): Promise<void> {
  const [kind, id = ''] = job.split(' ');
  return kind === 'site' ? workSite(engine, Number(id)) : work(engine, id);
}

/** Whose approval counts; the owners stay the same here. */
function countedBy({ candidates, signoffs, rosters }: History): readonly string[] {
  const { n = 0, cutBy } = candidates.at(-1)?.candidate ?? {};
  const owners = rosters.owners ?? [];
  const rules = { candidate: n, exceptFor: cutBy, atOpening: owners, now: owners };
  const { counted } = tally(standing(signoffs, 'owners'), rules);
  return counted.map(({ by }) => by.login).toSorted();
}

function reads(on: readonly string[], event: string): boolean {
  return on.some((each) => each === event || each.startsWith(`${event}.`));
}
