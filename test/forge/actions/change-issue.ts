import { notFound } from '../access/refusal.ts';
import type { Site } from '../site.ts';
import { type Issue, isPullRequest, type Pull, type PullRequest } from '../world/issues.ts';

/** An issue as it is by now, however long ago it was read. */
export function latest(site: Site, { id }: Issue): Issue {
  const found = site.world.issues.get(id);
  if (found === undefined) throw notFound();
  return found;
}

/** A pull request as it is by now. */
export function latestPull(site: Site, issue: PullRequest): PullRequest {
  const found = latest(site, issue);
  if (!isPullRequest(found)) throw new Error('a pull request cannot become an issue');
  return found;
}

/**
 * Stores a change on top of what an issue is by now: others may have changed it
 * while whoever read it was waiting for git.
 */
export function changeIssue(site: Site, issue: Issue, change: Partial<Issue>): Issue {
  return site.world.issues.put({ ...latest(site, issue), updatedAt: site.now(), ...change });
}

/** Stores a change of what makes an issue a pull request, and of the issue itself. */
export function changePull(
  site: Site,
  issue: PullRequest,
  { issue: ofIssue = {}, pull: ofPull = {} }: { issue?: Partial<Issue>; pull?: Partial<Pull> },
): PullRequest {
  const now = latestPull(site, issue);
  const changed = { ...now, updatedAt: site.now(), ...ofIssue, pull: { ...now.pull, ...ofPull } };
  site.world.issues.put(changed);
  return changed;
}
