import { invalidField, unprocessable } from '../access/refusal.ts';
import { actor, demandWrite, isAtLeast, type Need, roleOf } from '../access/rights.ts';
import { accountJson } from '../json/account.ts';
import { pullJson, reviewJson } from '../json/pull.ts';
import type { Context } from '../site.ts';
import type { Account } from '../world/accounts.ts';
import type { PullRequest, Review } from '../world/issues.ts';
import { nodeId } from '../world/node-id.ts';
import { existing } from '../world/world.ts';
import { changePull, latestPull } from './change-issue.ts';
import { editIssue, type IssueEdit } from './issues.ts';
import { pullNews } from './pull-news.ts';
import { BRANCHES } from './ref-name.ts';
import { tell } from './tell.ts';
import { checkBody } from './text.ts';

const PULLS = ['pull_requests'];

/** Changes a pull request's words, state or base. One that was merged cannot be opened again. */
export async function editPull(
  context: Context,
  issue: PullRequest,
  edit: IssueEdit & { readonly base?: string | undefined },
): Promise<PullRequest> {
  demandAuthorOr(context, issue, 'triage');
  const { site } = context;
  const { pull } = issue;
  const repository = existing(site.world.repositories, issue.repositoryId);
  if (edit.state === 'open' && issue.state === 'closed') checkReopening(context, issue);
  await editIssue(context, issue, edit);
  const edited = latestPull(site, issue);
  const { base } = edit;
  if (base === undefined || base === pull.baseRef) return edited;
  const baseOid = site.git(repository).refs.get(BRANCHES + base);
  if (baseOid === undefined) {
    throw invalidField({ resource: 'PullRequest', field: 'base', code: 'invalid' });
  }
  const moved = changePull(site, issue, { pull: { baseRef: base, baseOid } });
  const changes = { base: { ref: { from: pull.baseRef }, sha: { from: pull.baseOid } } };
  await pullNews(context, moved, { action: 'edited', more: { changes } });
  return moved;
}

/** Makes a pull request a draft, or ready for review. */
export async function setDraft(
  context: Context,
  issue: PullRequest,
  draft: boolean,
): Promise<PullRequest> {
  demandAuthorOr(context, issue, 'write');
  const { site } = context;
  const current = latestPull(site, issue);
  if (current.pull.draft === draft) return current;
  const changed = changePull(site, issue, { pull: { draft } });
  await pullNews(context, changed, { action: draft ? 'converted_to_draft' : 'ready_for_review' });
  return changed;
}

/** Asks people for a review. Only who may read the repository can be asked. */
export async function requestReviewers(
  context: Context,
  issue: PullRequest,
  logins: readonly string[],
): Promise<PullRequest> {
  const { site } = context;
  const repository = existing(site.world.repositories, issue.repositoryId);
  demandWrite(context, repository, { permissions: PULLS, role: 'write' });
  const people = logins.map((login) => site.world.accountNamed(login));
  const asked = people.filter((person) => person !== undefined);
  const mayReview = (person: Account) => isAtLeast(repository.collaborators.get(person.id), 'read');
  if (
    asked.length < people.length ||
    !asked.every((one) => mayReview(one) || roleOf(repository, one) === 'admin')
  ) {
    throw unprocessable(
      'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.',
    );
  }
  let current = latestPull(site, issue);
  for (const person of asked) {
    const { requestedReviewerIds: before } = latestPull(site, issue).pull;
    const requestedReviewerIds = [...new Set([...before, person.id])];
    current = changePull(site, issue, { pull: { requestedReviewerIds } });
    const more = { requested_reviewer: accountJson(site, person) };
    await pullNews(context, current, { action: 'review_requested', more });
  }
  return current;
}

/** Submits a review of the pull request's present head, or of the commit named. */
export function submitReview(
  context: Context,
  issue: PullRequest,
  review: {
    readonly state: Review['state'];
    readonly body: string;
    readonly commitOid?: string | undefined;
  },
): Review {
  const { site } = context;
  const repository = existing(site.world.repositories, issue.repositoryId);
  demandWrite(context, repository, { permissions: PULLS, role: 'read' });
  checkBody('PullRequestReview', review.body);
  const author = actor(context);
  if (author.id === issue.authorId && review.state !== 'COMMENTED') {
    const verb = review.state === 'APPROVED' ? 'approve' : 'request changes on';
    throw unprocessable(`Can not ${verb} your own pull request`);
  }
  const id = site.world.nextId();
  const submitted = site.world.reviews.put({
    id,
    nodeId: nodeId('PullRequestReview', id),
    repositoryId: repository.id,
    issueId: issue.id,
    authorId: author.id,
    state: review.state,
    body: review.body,
    commitOid: review.commitOid ?? issue.pull.headOid,
    submittedAt: site.now(),
  });
  tell(context, {
    event: 'pull_request_review',
    action: 'submitted',
    repository,
    payload: {
      // Unlike everywhere else, webhooks write a review's state in lower case.
      review: { ...reviewJson(site, submitted), state: submitted.state.toLowerCase() },
      pull_request: pullJson(site, issue),
    },
  });
  return submitted;
}

function checkReopening({ site }: Context, { pull }: PullRequest): void {
  const head = site.git(existing(site.world.repositories, pull.headRepositoryId));
  if (pull.merged === undefined && head.refs.get(BRANCHES + pull.headRef) !== undefined) return;
  const message = 'state cannot be changed. The pull request cannot be reopened.';
  throw invalidField({ resource: 'PullRequest', code: 'custom', field: 'state', message });
}

function demandAuthorOr(context: Context, issue: PullRequest, role: Need['role']): void {
  const repository = existing(context.site.world.repositories, issue.repositoryId);
  const isAuthor = context.identity.kind === 'user' && actor(context).id === issue.authorId;
  demandWrite(context, repository, {
    permissions: PULLS,
    role: isAuthor ? 'read' : role,
    otherwise: 'must-be-admin',
  });
}
