import { currentCandidate, type History, readHistory } from '../domain/history.ts';
import type { CommentHeard, Entry } from '../domain/journal.ts';
import { supports, wasHeard } from '../domain/remarks.ts';
import { after, type Instant } from '../domain/time.ts';
import type { ReleaseRow } from '../plugin/store.ts';
import type { Engine } from './engine.ts';

/**
 * Comments that support a release and are not there any more, as what their
 * deletion would have told. Nobody knows whose it was, so that it counts as the
 * author's. No request where nothing supports the release, one where all stands.
 */
export async function vanishedComments(
  engine: Engine,
  { id, issue, site }: ReleaseRow,
): Promise<readonly CommentHeard[]> {
  if (issue === undefined) return [];
  const entries = (await engine.store.releases.load(id))?.entries ?? [];
  const settled = after(await engine.store.now(), -engine.settings.settle);
  const supporting = supportingComments(entries, settled);
  const { issues } = engine.outside.forgeAt(site);
  const gone = async (comments: readonly CommentHeard[]) => {
    const [oldest] = comments.map(({ at }) => at).toSorted();
    if (oldest === undefined) return [];
    const standing = new Set((await issues.commentsOf(issue, oldest)).map((each) => each.id));
    return comments.filter((comment) => !standing.has(comment.id));
  };
  // A list that changes while its pages are read may leave something out, so that it is asked twice.
  const missing = await gone(supporting);
  return (await gone(missing)).map(deleted);
}

/**
 * Comments that support the current candidate. One that is younger than the time
 * that GitHub may take to list it is not looked for yet, by GitHub's clock as well
 * as by ours.
 */
function supportingComments(entries: readonly Entry[], settled: Instant): readonly CommentHeard[] {
  const history = readHistory(entries);
  if (history === undefined) return [];
  const supporters = supportersOf(history);
  return entries.flatMap(({ at, event }) => {
    if (event.kind !== 'comment' || event.comment.change !== 'created') return [];
    const { comment } = event;
    const isOld = at < settled && comment.at < settled;
    const isKnown = wasHeard(history.heard, deleted(comment));
    return isOld && !isKnown && supporters.has(comment.id) ? [comment] : [];
  });
}

function supportersOf(history: History): ReadonlySet<number> {
  const n = currentCandidate(history)?.candidate.n;
  return new Set(
    history.signoffs
      .filter((signoff) => signoff.candidate === n && supports(signoff))
      .map(({ comment }) => comment),
  );
}

function deleted({ changedAt: _, ...comment }: CommentHeard): CommentHeard {
  return { ...comment, change: 'deleted', by: undefined };
}
