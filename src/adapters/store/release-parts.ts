import type { Kysely, Transaction } from 'kysely';
import type { LedgerLine } from '../../domain/effect.ts';
import type { JournalEvent } from '../../domain/journal.ts';
import type { Card, StoredRelease } from '../../plugin/store.ts';
import { unheardBy } from './comments.ts';
import { own } from './own.ts';
import type { Tables } from './tables.ts';

/** Reads what belongs to one release, each part in its own order. */
export async function loadRelease(
  db: Kysely<Tables>,
  release: string,
): Promise<Omit<StoredRelease, 'row'>> {
  const entries = await db
    .selectFrom('entries')
    .select(['seq', 'at', 'body', 'previous', 'hash'])
    .where('release', '=', release)
    .orderBy('seq')
    .execute();
  const ledger = await db
    .selectFrom('ledger')
    .select('line')
    .where('release', '=', release)
    .orderBy('effect')
    .execute();
  const cards = await db
    .selectFrom('cards')
    .selectAll()
    .where('release', '=', release)
    .orderBy('key')
    .execute();
  return {
    entries: entries.map((entry) => ({ ...entry, event: own<JournalEvent>(entry.body) })),
    ledger: ledger.map(({ line }) => own<LedgerLine>(line)),
    cards: cards.map(cardOf),
    unheard: await unheardBy(db, release),
  };
}

function cardOf({ key, comment, hash, written_at, unsure }: Tables['cards']): Card {
  const card = { key, comment: comment ?? undefined, hash, writtenAt: written_at };
  return unsure === null ? card : { ...card, unsure };
}

export async function writeLedger(
  tx: Transaction<Tables>,
  release: string,
  lines: readonly LedgerLine[],
): Promise<void> {
  if (lines.length === 0) return;
  // One statement cannot write a row twice: of an effect that is planned twice the last counts.
  const last = new Map(lines.map((line) => [line.effect.id, line]));
  await tx
    .insertInto('ledger')
    .values(
      [...last.values()].map((line) => ({
        release,
        effect: line.effect.id,
        line: JSON.stringify(line),
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['release', 'effect'])
        .doUpdateSet(({ ref }) => ({ line: ref('excluded.line') })),
    )
    .execute();
}

export async function writeCards(
  tx: Transaction<Tables>,
  release: string,
  cards: readonly Card[],
): Promise<void> {
  if (cards.length === 0) return;
  await tx
    .insertInto('cards')
    .values(
      cards.map(({ key, comment, hash, writtenAt, unsure }) => ({
        release,
        key,
        comment: comment ?? null,
        hash,
        written_at: writtenAt,
        unsure: unsure ?? null,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['release', 'key']).doUpdateSet(({ ref }) => ({
        comment: ref('excluded.comment'),
        hash: ref('excluded.hash'),
        written_at: ref('excluded.written_at'),
        unsure: ref('excluded.unsure'),
      })),
    )
    .execute();
}
