import { heardOf } from './heard-of.ts';
import type { Session } from './session.ts';
import type { Spot } from './writings.ts';

/**
 * Hears again whatever stands on the tracking issue since then: while nobody knew
 * that it is one, or in a time that is forgotten, it may have been passed over.
 */
export async function rehear(session: Session, { issue, since }: Spot): Promise<void> {
  const { forge, engine, key } = session;
  const comments = await forge.issues.commentsOf(issue, since);
  for (const comment of comments)
    if (!comment.isBot) await engine.store.releases.hear(key, heardOf(comment));
  if (comments.length > 0) session.lookAgain(session.now());
}
