import { showAddress } from '../domain/address.ts';
import { type Prose, say } from '../domain/prose.ts';
import { between, formatDuration } from '../domain/time.ts';
import { waiverLine } from '../domain/waiver.ts';
import { toMarkdown } from '../show/markdown.ts';
import { effectOf, perform } from './perform.ts';
import type { Session } from './session.ts';
import { addressesOf, waiversUsed } from './views.ts';
import { comment, isGivenUp } from './writings.ts';

/** Says the last words, closes the tracking issue and then the journal. */
export async function closeRelease(session: Session): Promise<boolean> {
  const { engine, key, forge, spot } = session;
  if (spot === undefined) return false;
  const number = spot.issue;
  const text = toMarkdown(lastWords(session), { server: engine.settings.server });
  const words = { kind: 'reply', target: 'closing words' } as const;
  const isSaid = await comment(session, spot, { ...words, text });
  if (!isSaid && !isGivenUp(session, words.kind, words.target)) return false;
  const effect = effectOf(
    engine.hash,
    { account: key, kind: 'close', target: 'tracking issue' },
    { class: 'natural-key', what: {} },
  );
  const closed = await perform(session, effect, {
    look: async () => ((await forge.issues.get(number))?.isOpen === false ? { number } : undefined),
    make: () => forge.issues.close(number),
  });
  // Whoever spoke before the end is answered: once the journal is closed nobody is.
  if (closed)
    await session.commit({ events: [{ kind: 'closed', as: 'released' }], onlyIfHeard: true });
  return closed;
}

function lastWords(session: Session): Prose {
  const { release } = session.history;
  const took = formatDuration(between(release.openedAt, session.now()));
  const where = addressesOf(session).flatMap((address) => [
    { words: '\n- ' },
    showAddress(address),
  ]);
  const waived = waiversUsed(session).flatMap((each) => [{ words: '\n- ' }, ...waiverLine(each)]);
  return say`🎉 Released ${release.product} ${release.title}, ${took} after it was proposed.${where}${waived}`;
}
