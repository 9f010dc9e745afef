import type { LedgerLine } from '../domain/effect.ts';
import type { Prose } from '../domain/prose.ts';
import type { Instant } from '../domain/time.ts';
import type { Face, Forge } from '../plugin/forge.ts';
import { toMarkdown } from '../show/markdown.ts';
import type { Engine } from './engine.ts';
import { type Account, effectOf, perform, planned } from './perform.ts';
import { comment, type Spot } from './writings.ts';

/** In whose ledger an answer is planned. */
type Book = Pick<Account, 'key'> & { readonly engine: Pick<Engine, 'hash' | 'settings'> };

/** Whoever answers, and where what is said goes unless it says so itself. */
export interface Answering extends Account {
  readonly forge: Pick<Forge, 'issues'>;
  /** How its writings are marked. */
  mark(effect: string): string;
  /** The tracking issue; undefined outside of releases. */
  readonly spot: Spot | undefined;
}

/** A face under a comment, to be put there at once. */
export function planReaction({ engine, key }: Book, id: number, face: Face): LedgerLine {
  const about = { account: key, kind: 'reaction', target: `comment ${id}` } as const;
  return planned(
    effectOf(engine.hash, about, { class: 'natural-key', what: { comment: id, face } }),
  );
}

/** A comment of ours. Where no spot is named it goes to the tracking issue, once the card shows what it speaks of. */
export function planReply(
  { engine, key }: Book,
  { target, words, spot }: { readonly target: string; readonly words: Prose; readonly spot?: Spot },
): LedgerLine {
  const about = { account: key, kind: 'reply', target } as const;
  const text = toMarkdown(words, { server: engine.settings.server });
  const what = spot === undefined ? { text } : { text, ...spot };
  return planned(effectOf(engine.hash, about, { class: 'marker', what }));
}

/** Carries out the answers of one kind that are planned. */
export async function answer(account: Answering, kind: 'reaction' | 'reply'): Promise<void> {
  const lines = [...account.ledger.values()].filter(
    ({ effect, state }) => state === 'intended' && effect.kind === kind,
  );
  for (const line of lines)
    await (kind === 'reaction' ? react(account, line) : reply(account, line));
}

async function react(account: Answering, { effect }: LedgerLine): Promise<void> {
  const { what } = effect;
  if (!isReaction(what)) return;
  await perform(account, effect, {
    look: async () => undefined,
    make: () => account.forge.issues.react({ comment: what.comment }, what.face),
  });
}

async function reply(account: Answering, { effect }: LedgerLine): Promise<void> {
  const { what, target } = effect;
  const spot = isSpot(what) ? what : account.spot;
  if (hasText(what) && spot !== undefined)
    await comment(account, spot, { kind: 'reply', target, text: what.text });
}

function isReaction(what: unknown): what is { readonly comment: number; readonly face: Face } {
  return typeof what === 'object' && what !== null && 'comment' in what && 'face' in what;
}

function hasText(what: unknown): what is { readonly text: string } {
  return (
    typeof what === 'object' && what !== null && 'text' in what && typeof what.text === 'string'
  );
}

function isSpot(what: unknown): what is { readonly issue: number; readonly since: Instant } {
  return typeof what === 'object' && what !== null && 'issue' in what && 'since' in what;
}
