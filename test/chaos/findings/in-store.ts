import { z } from 'zod';
import { sha256 } from '../../../src/adapters/hash.ts';
import { firstBroken } from '../../../src/domain/journal.ts';
import type { Forge } from '../../forge/forge-handle.ts';
import type { Scene } from '../../stage/scene.ts';
import { PROJECT } from '../../stage/scenery.ts';
import type { ChaosDatabase } from '../database.ts';

/** What the store says when all is over. */
export interface Stored {
  readonly findings: readonly string[];
  /** How many effects were carried out. */
  readonly effects: number;
  /** Of these, how many were begun more than once. */
  readonly retried: number;
}

/** Compares what is stored with itself, with GitHub's log, and with what stands on GitHub. */
export async function inStore(
  database: ChaosDatabase,
  { scene, forge, appId }: { readonly scene: Scene; readonly forge: Forge; readonly appId: number },
): Promise<Stored> {
  const lines = await ledger(database);
  return {
    findings: [
      ...(await journals(database)),
      ...(await deliveries(database, forge, appId)),
      ...(await cards(database, scene)),
      ...lines.flatMap(({ line: { state, effect, found } }) =>
        state === 'done'
          ? []
          : `${effect.kind} ${effect.target} is ${state}: ${JSON.stringify(found)}`,
      ),
    ],
    effects: lines.length,
    retried: lines.filter(({ line }) => line.attempts > 1).length,
  };
}

const ENTRY = z.object({
  release: z.string(),
  seq: z.coerce.number(),
  at: z.string(),
  body: z.string(),
  previous: z.string(),
  hash: z.string(),
});

async function journals({ query }: ChaosDatabase): Promise<readonly string[]> {
  const rows = z.array(ENTRY).parse(await query('select * from entries order by release, seq'));
  const releases = Map.groupBy(rows, ({ release }) => release);
  const broken = [...releases].flatMap(([release, entries]) => {
    const chained = entries.map((entry) => ({ ...entry, event: JSON.parse(entry.body) }));
    const at = firstBroken(chained, sha256);
    return at === undefined ? [] : `the journal of ${release} is broken at entry ${at}`;
  });
  const gaps = await query('select * from gaps');
  return [...broken, ...gaps.map((gap) => `a gap was noticed: ${JSON.stringify(gap)}`)];
}

const LINE = z.object({
  line: z.string().transform((text) =>
    z
      .object({
        state: z.string(),
        attempts: z.number(),
        effect: z.object({ kind: z.string(), target: z.string() }),
        found: z.unknown().optional(),
      })
      .parse(JSON.parse(text)),
  ),
});

async function ledger({ query }: ChaosDatabase) {
  const rows = await query('select line from ledger union all select line from site_ledger');
  return z.array(LINE).parse(rows);
}

const DELIVERY = z.object({
  id: z.string(),
  aside_reason: z.string().nullable(),
  is_done: z.boolean(),
});

/** Whatever GitHub was told to have arrived must be there, and read. */
async function deliveries(
  { query }: ChaosDatabase,
  forge: Forge,
  appId: number,
): Promise<readonly string[]> {
  const rows = z
    .array(DELIVERY)
    .parse(await query('select id, aside_reason, done_at is not null as is_done from deliveries'));
  const known = new Set(rows.map(({ id }) => id));
  const lost = forge.deliveries.filter(
    (delivery) => delivery.appId === appId && delivery.status === 'OK' && !known.has(delivery.guid),
  );
  return [
    ...lost.map(({ guid, event }) => `acknowledged and lost: ${event} ${guid}`),
    ...rows.flatMap(({ id, aside_reason: reason, is_done: isDone }) =>
      isDone ? [] : `never read: delivery ${id}, ${reason ?? 'nobody knows why'}`,
    ),
  ];
}

const CARD = z.object({
  issue: z.coerce.number(),
  key: z.string(),
  comment: z.coerce.number().nullable(),
  hash: z.string(),
  unsure: z.string().nullable(),
});

async function cards({ query }: ChaosDatabase, scene: Scene): Promise<readonly string[]> {
  const rows = z
    .array(CARD)
    .parse(
      await query(
        `select issue, key, comment, hash, unsure from cards join releases on releases.id = release`,
      ),
    );
  return rows.flatMap((card) => {
    const about = `#${card.issue} ${card.key}`;
    if (card.unsure !== null) return `it is not known what stands on ${about}`;
    const text = textOf(scene, card);
    return text !== undefined && sha256(text) === card.hash
      ? []
      : `what stands on ${about} is not what was stored`;
  });
}

/** The part of a text that is ours: without its mark, and without what people wrote around it. */
function textOf({ threads }: Scene, { issue, key, comment }: z.output<typeof CARD>) {
  const thread = threads.find(
    ({ repository, number }) => repository === PROJECT && number === issue,
  );
  if (key === 'title') return thread?.title;
  if (comment === null)
    return /<!-- ringmaster:begin -->\n([\s\S]*)\n<!-- ringmaster:end -->/.exec(
      thread?.body ?? '',
    )?.[1];
  return thread?.comments.find(({ id }) => id === comment)?.body.replace(/^<!-- .* -->\n/, '');
}
