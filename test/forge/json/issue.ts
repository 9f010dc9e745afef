import { roleOf } from '../access/rights.ts';
import type { Json, Site } from '../site.ts';
import {
  type Comment,
  type Issue,
  isPullRequest,
  REACTIONS,
  type Reaction,
} from '../world/issues.ts';
import type { Label, Repository } from '../world/repositories.ts';
import { iso, isoOrNull } from '../world/time.ts';
import { existing } from '../world/world.ts';
import { accountJson } from './account.ts';
import { viaAppJson } from './app.ts';
import { ownerOf, repositoryPage, repositoryUrl } from './repository.ts';

/** A label of a repository. */
export function labelJson(site: Site, label: Label): Json {
  const repository = existing(site.world.repositories, label.repositoryId);
  return {
    id: label.id,
    node_id: label.nodeId,
    url: `${repositoryUrl(site, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description ?? null,
  };
}

/** The labels of an issue or pull request. */
export function labelsOf(site: Site, issue: Issue): Label[] {
  return issue.labelIds
    .map((id) => site.world.labels.get(id))
    .filter((label) => label !== undefined);
}

/** Where people look at an issue or pull request. */
export function issuePage(site: Site, issue: Issue): string {
  const repository = existing(site.world.repositories, issue.repositoryId);
  const kind = issue.pull === undefined ? 'issues' : 'pull';
  return `${repositoryPage(site, repository)}/${kind}/${issue.number}`;
}

/** An issue, or a pull request seen as an issue. */
export function issueJson(site: Site, issue: Issue, asOf?: number): Json {
  const { world } = site;
  const repository = existing(world.repositories, issue.repositoryId);
  const repositoryAt = repositoryUrl(site, repository);
  const url = `${repositoryAt}/issues/${issue.number}`;
  const { closedById } = issue;
  return {
    url,
    repository_url: repositoryAt,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: issuePage(site, issue),
    id: issue.id,
    node_id: issue.nodeId,
    number: issue.number,
    title: issue.title,
    user: accountJson(site, existing(world.accounts, issue.authorId)),
    labels: labelsOf(site, issue).map((label) => labelJson(site, label)),
    state: issue.state,
    state_reason: issue.stateReason ?? null,
    locked: false,
    active_lock_reason: null,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: world.comments.in(issue.id, asOf).length,
    created_at: iso(issue.createdAt),
    updated_at: iso(issue.updatedAt),
    closed_at: isoOrNull(issue.closedAt),
    closed_by:
      closedById === undefined ? null : accountJson(site, existing(world.accounts, closedById)),
    author_association: association(site, repository, issue.authorId),
    body: issue.body ?? null,
    reactions: reactionsJson(site, { subjectId: issue.nodeId, url }),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: viaAppJson(site, issue.appId),
    ...(isPullRequest(issue) ? pullLinks(site, issue, repositoryAt) : {}),
  };
}

function pullLinks(site: Site, { number, pull, ...issue }: Issue, repositoryAt: string): Json {
  const page = issuePage(site, { ...issue, number, pull });
  return {
    draft: pull?.draft ?? false,
    pull_request: {
      url: `${repositoryAt}/pulls/${number}`,
      html_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      merged_at: isoOrNull(pull?.merged?.at),
    },
  };
}

/** A comment on an issue or pull request. */
export function commentJson(site: Site, comment: Comment): Json {
  const { world } = site;
  const repository = existing(world.repositories, comment.repositoryId);
  const issue = existing(world.issues, comment.issueId);
  const url = `${repositoryUrl(site, repository)}/issues/comments/${comment.id}`;
  return {
    url,
    html_url: commentPage(site, comment),
    issue_url: `${repositoryUrl(site, repository)}/issues/${issue.number}`,
    id: comment.id,
    node_id: comment.nodeId,
    user: accountJson(site, existing(world.accounts, comment.authorId)),
    created_at: iso(comment.createdAt),
    updated_at: iso(comment.updatedAt),
    author_association: association(site, repository, comment.authorId),
    body: comment.body,
    reactions: reactionsJson(site, { subjectId: comment.nodeId, url }),
    performed_via_github_app: viaAppJson(site, comment.appId),
  };
}

/** Where people look at a comment. */
export function commentPage(site: Site, comment: Comment): string {
  return `${issuePage(site, existing(site.world.issues, comment.issueId))}#issuecomment-${comment.id}`;
}

/** One reaction. */
export function reactionJson(site: Site, reaction: Reaction): Json {
  return {
    id: reaction.id,
    node_id: reaction.nodeId,
    user: accountJson(site, existing(site.world.accounts, reaction.userId)),
    content: reaction.content,
    created_at: iso(reaction.createdAt),
  };
}

/** How a person stands to a repository, in GitHub's words. Past contributions are not looked at. */
export function association(site: Site, repository: Repository, accountId: number): string {
  if (repository.ownerId === accountId) return 'OWNER';
  const account = existing(site.world.accounts, accountId);
  const role = repository.collaborators.get(accountId);
  if (role === undefined || roleOf(repository, account) === undefined) return 'NONE';
  return ownerOf(site, repository).type === 'Organization' ? 'MEMBER' : 'COLLABORATOR';
}

/** The sums of the reactions to a thing. */
function reactionsJson(site: Site, { subjectId, url }: { subjectId: string; url: string }): Json {
  const given = site.world.reactions.in(subjectId);
  const counts = REACTIONS.map((content) => [
    content,
    given.filter((reaction) => reaction.content === content).length,
  ]);
  return {
    url: `${url}/reactions`,
    total_count: given.length,
    ...Object.fromEntries(counts),
  };
}
