import { fullPullJson } from '../json/pull.ts';
import type { Context, Json } from '../site.ts';
import { type Issue, isPullRequest } from '../world/issues.ts';
import { existing } from '../world/world.ts';
import { UNKNOWN } from './mergeability.ts';
import { tell } from './tell.ts';

/** Tells of a pull request. Webhooks never know whether it can be merged: that is found out later. */
export async function pullNews(
  context: Context,
  issue: Issue,
  { action, more = {} }: { action: string; more?: Json },
): Promise<void> {
  if (!isPullRequest(issue)) return;
  const { site } = context;
  tell(context, {
    event: 'pull_request',
    action,
    repository: existing(site.world.repositories, issue.repositoryId),
    payload: {
      number: issue.number,
      pull_request: await fullPullJson(site, issue, UNKNOWN),
      ...more,
    },
  });
}
