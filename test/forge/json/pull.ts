import type { Mergeability } from '../actions/mergeability.ts';
import { filesBetween } from '../git/diff.ts';
import { commitsIn, mergeBase } from '../git/history.ts';
import type { Json, Site } from '../site.ts';
import type { PullRequest, Review } from '../world/issues.ts';
import type { Repository } from '../world/repositories.ts';
import { iso, isoOrNull } from '../world/time.ts';
import { existing } from '../world/world.ts';
import { accountJson } from './account.ts';
import { association, issuePage, labelJson, labelsOf } from './issue.ts';
import { ownerOf, repositoryJson, repositoryUrl } from './repository.ts';

/** A pull request as it stands in lists. */
export function pullJson(site: Site, issue: PullRequest): Json {
  const { world } = site;
  const { pull, number } = issue;
  const repository = existing(world.repositories, issue.repositoryId);
  return {
    id: pull.id,
    node_id: issue.nodeId,
    number,
    state: issue.state,
    locked: false,
    title: issue.title,
    user: accountJson(site, existing(world.accounts, issue.authorId)),
    body: issue.body ?? null,
    created_at: iso(issue.createdAt),
    updated_at: iso(issue.updatedAt),
    closed_at: isoOrNull(issue.closedAt),
    merged_at: isoOrNull(pull.merged?.at),
    merge_commit_sha: pull.merged?.oid ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: pull.requestedReviewerIds.map((id) =>
      accountJson(site, existing(world.accounts, id)),
    ),
    requested_teams: [],
    labels: labelsOf(site, issue).map((label) => labelJson(site, label)),
    milestone: null,
    draft: pull.draft,
    ...addressesJson(site, issue, repository),
    head: endJson(site, world.repositories.get(pull.headRepositoryId) ?? repository, {
      ref: pull.headRef,
      oid: pull.headOid,
    }),
    base: endJson(site, repository, { ref: pull.baseRef, oid: pull.baseOid }),
    author_association: association(site, repository, issue.authorId),
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** A pull request by itself: with what git says about it. */
export async function fullPullJson(
  site: Site,
  issue: PullRequest,
  mergeability: Mergeability,
): Promise<Json> {
  const { world } = site;
  const { pull } = issue;
  const commits = await commitsOfPull(site, issue);
  const files = await filesOfPull(site, issue);
  const { merged } = pull;
  return {
    ...pullJson(site, issue),
    merged: merged !== undefined,
    mergeable: mergeability.mergeable,
    rebaseable: mergeability.mergeable,
    mergeable_state: mergeability.state,
    merged_by:
      merged === undefined ? null : accountJson(site, existing(world.accounts, merged.byId)),
    comments: world.comments.in(issue.id).length,
    review_comments: 0,
    maintainer_can_modify: pull.maintainerCanModify,
    commits: commits.length,
    additions: files.reduce((sum, { additions }) => sum + additions, 0),
    deletions: files.reduce((sum, { deletions }) => sum + deletions, 0),
    changed_files: files.length,
  };
}

/** The commits a pull request brings, oldest first. */
export async function commitsOfPull(site: Site, issue: PullRequest): Promise<string[]> {
  const { pull, repositoryId } = issue;
  const git = site.git(existing(site.world.repositories, repositoryId));
  return (await commitsIn(git, { to: pull.headOid, not: [pull.baseOid] })).reverse();
}

/** The files a pull request changes against where it branched off. */
export async function filesOfPull(site: Site, issue: PullRequest) {
  const { pull, repositoryId } = issue;
  const git = site.git(existing(site.world.repositories, repositoryId));
  const base = (await mergeBase(git, pull.baseOid, pull.headOid)) ?? pull.baseOid;
  return filesBetween(git, base, pull.headOid);
}

/** A review of a pull request. */
export function reviewJson(site: Site, review: Review): Json {
  const issue = existing(site.world.issues, review.issueId);
  const repository = existing(site.world.repositories, review.repositoryId);
  const page = `${issuePage(site, issue)}#pullrequestreview-${review.id}`;
  const pullUrl = `${repositoryUrl(site, repository)}/pulls/${issue.number}`;
  return {
    id: review.id,
    node_id: review.nodeId,
    user: accountJson(site, existing(site.world.accounts, review.authorId)),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: pullUrl,
    author_association: association(site, repository, review.authorId),
    _links: { html: { href: page }, pull_request: { href: pullUrl } },
    submitted_at: iso(review.submittedAt),
    commit_id: review.commitOid,
  };
}

function endJson(site: Site, repository: Repository, end: { ref: string; oid: string }): Json {
  const owner = ownerOf(site, repository);
  return {
    label: `${owner.login}:${end.ref}`,
    ref: end.ref,
    sha: end.oid,
    user: accountJson(site, owner),
    repo: repositoryJson(site, repository),
  };
}

/** Everything a pull request leads to, as fields and once more as `_links`. */
function addressesJson(site: Site, issue: PullRequest, repository: Repository): Json {
  const root = repositoryUrl(site, repository);
  const url = `${root}/pulls/${issue.number}`;
  const issueUrl = `${root}/issues/${issue.number}`;
  const html = issuePage(site, issue);
  const shared = {
    comments: `${issueUrl}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${root}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${root}/statuses/${issue.pull.headOid}`,
  };
  const links = Object.entries({ self: url, html, issue: issueUrl, ...shared });
  return {
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issueUrl,
    ...Object.fromEntries(Object.entries(shared).map(([name, to]) => [`${name}_url`, to])),
    _links: Object.fromEntries(links.map(([name, href]) => [name, { href }])),
  };
}
