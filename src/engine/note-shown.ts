import { candidateName } from '../domain/release.ts';
import type { Session } from './session.ts';
import { writtenAs } from './writings.ts';

/**
 * The comment that tells of a new candidate is what people have seen of it. It may
 * have been written just before a crash, so that what stands there decides.
 */
export async function noteShown(session: Session): Promise<void> {
  const { candidate } = session.current;
  const written = writtenAs(session, 'reply', candidateName(candidate));
  const isNoted = session.history.shown.some((each) => each.candidate === candidate.n);
  if (written === undefined || isNoted) return;
  const { id: comment, at } = written;
  await session.commit({ events: [{ kind: 'shown', candidate: candidate.n, comment, at }] });
}
