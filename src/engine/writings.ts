import type { EffectKind, LedgerLine } from '../domain/effect.ts';
import type { Instant } from '../domain/time.ts';
import type { Forge, OwnWriting } from '../plugin/forge.ts';
import { cut } from '../show/limit.ts';
import { type Account, effectOf, perform } from './perform.ts';

/** Where a comment of ours goes, and since when it can have been there. */
export interface Spot {
  readonly issue: number;
  readonly since: Instant;
}

interface Writing {
  readonly kind: Extract<EffectKind, 'reply' | 'card'>;
  readonly target: string;
  /** Markdown. */
  readonly text: string;
}

/** A comment of ours: where it stands, and when it could first be read. */
export interface Written {
  readonly id: number;
  readonly at: Instant;
  /** The same again by mistake, and taken away. */
  readonly surplus?: readonly number[];
}

type Writer = Account & {
  readonly forge: Pick<Forge, 'issues'>;
  /** How its writings are marked. */
  mark(effect: string): string;
};

/** Posts a comment once, found again by its mark. */
export async function comment(
  writer: Writer,
  { issue, since }: Spot,
  { kind, target, text }: Writing,
): Promise<boolean> {
  const about = { account: writer.key, kind, target };
  const what = { text, issue, since };
  const effect = effectOf(writer.engine.hash, about, { class: 'marker', what });
  const mark = writer.mark(effect.id);
  return perform(writer, effect, {
    look: () => ownComment(writer, { issue, since, mark }),
    make: () => writer.forge.issues.comment(issue, cut(`${mark}\n${text}`)),
  });
}

/**
 * The oldest comment with our mark counts. That there are several should not be;
 * where it is, the younger ones are taken away, and the journal names them.
 */
async function ownComment(
  { forge, engine }: Writer,
  { issue, since, mark }: Spot & { readonly mark: string },
): Promise<Written | undefined> {
  const found = (await forge.issues.ownOf(issue, since, mark)).flatMap(asWritten);
  const [oldest, ...others] = found.toSorted((a, b) => a.id - b.id);
  if (oldest === undefined || others.length === 0) return oldest;
  const surplus = others.map(({ id }) => id);
  engine.log.warn('a comment of ours stands there more than once', { comments: surplus.join() });
  for (const id of surplus) await forge.issues.removeComment(id);
  return { ...oldest, surplus };
}

function asWritten({ comment: id, at }: OwnWriting): readonly Written[] {
  return id === undefined ? [] : [{ id, at }];
}

/** Whether a comment of ours was refused so often that nobody tries any more. */
export function isGivenUp(
  { engine, key, ledger }: Account,
  kind: Writing['kind'],
  target: string,
): boolean {
  const about = { account: key, kind, target };
  return (
    ledger.get(effectOf(engine.hash, about, { class: 'marker', what: {} }).id)?.state === 'failed'
  );
}

/** What became of a comment of ours; undefined while it is not there. */
export function writtenAs(
  { engine, key, ledger }: Account,
  kind: Writing['kind'],
  target: string,
): (Written & Pick<LedgerLine, 'attempts'> & { readonly text: string }) | undefined {
  const about = { account: key, kind, target };
  const { id } = effectOf(engine.hash, about, { class: 'marker', what: {} });
  const line = ledger.get(id);
  if (line?.state !== 'done' || !isWritten(line.found)) return undefined;
  return { ...line.found, attempts: line.attempts, text: textOf(line) };
}

/** What was to be written at the last attempt. */
function textOf({ effect: { what } }: LedgerLine): string {
  return typeof what === 'object' && what !== null && 'text' in what ? String(what.text) : '';
}

function isWritten(found: unknown): found is Written {
  return typeof found === 'object' && found !== null && 'id' in found && 'at' in found;
}
