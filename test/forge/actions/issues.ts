import { appIdOf } from '../access/identity.ts';
import { actor, demandWrite, mayWrite, type Need } from '../access/rights.ts';
import { issueJson } from '../json/issue.ts';
import type { Context, Json } from '../site.ts';
import type { Issue, Pull, StateReason } from '../world/issues.ts';
import { nodeId } from '../world/node-id.ts';
import type { Repository } from '../world/repositories.ts';
import { existing } from '../world/world.ts';
import { changeIssue, latest } from './change-issue.ts';
import { setLabels } from './labels.ts';
import { pullNews } from './pull-news.ts';
import { tell } from './tell.ts';
import { checkBody, checkTitle } from './text.ts';

/** What a new issue is. */
export interface NewIssue {
  readonly title: string;
  readonly body?: string | undefined;
  readonly labels?: readonly string[] | undefined;
}

/** What shall be different; what is left out stays. */
export interface IssueEdit {
  readonly title?: string | undefined;
  readonly body?: string | undefined;
  readonly state?: 'open' | 'closed' | undefined;
  readonly stateReason?: StateReason | undefined;
  readonly labels?: readonly string[] | undefined;
}

/** Sorting belongs to triage; changing the words of others needs write. */
export const TRIAGE: Need = {
  permissions: ['issues'],
  role: 'triage',
  otherwise: 'must-be-admin',
};
export const EDIT: Need = { ...TRIAGE, role: 'write' };

/**
 * Opens an issue. Everybody may on a public repository; labels given by people
 * who may not label are dropped in silence.
 */
export async function createIssue(
  context: Context,
  repository: Repository,
  { title, body, labels = [] }: NewIssue,
): Promise<Issue> {
  demandWrite(context, repository, { permissions: ['issues'], role: 'read' });
  checkTitle('Issue', title);
  checkBody('Issue', body);
  const issue = putIssue(context, repository, { title, body, pull: undefined });
  tellIssue(context, issue, 'opened');
  return mayWrite(context, repository, TRIAGE) ? setLabels(context, issue, labels) : issue;
}

/** Puts a new issue or pull request into the world, without rights, events or labels. */
export function putIssue<P extends Pull | undefined>(
  context: Context,
  repository: Repository,
  { title, body, pull }: NewIssue & { readonly pull: P },
): Issue & { readonly pull: P } {
  const { world, now } = context.site;
  const id = world.nextId();
  const created = now();
  const issue = {
    id,
    nodeId: nodeId(pull === undefined ? 'Issue' : 'PullRequest', id),
    repositoryId: repository.id,
    number: world.nextNumber(repository),
    title,
    body,
    authorId: actor(context).id,
    appId: appIdOf(context.identity),
    state: 'open',
    stateReason: undefined,
    labelIds: [],
    createdAt: created,
    updatedAt: created,
    closedAt: undefined,
    closedById: undefined,
    lastEditedAt: undefined,
    editorId: undefined,
    pull,
  } as const;
  world.issues.put(issue);
  return issue;
}

/** Changes an issue or pull request, and tells of each change that is one. */
export async function editIssue(context: Context, issue: Issue, edit: IssueEdit): Promise<Issue> {
  checkEditRights(context, issue, edit);
  const resource = issue.pull === undefined ? 'Issue' : 'PullRequest';
  if (edit.title !== undefined) checkTitle(resource, edit.title);
  checkBody(resource, edit.body);
  const reworded = await reword(context, issue, edit);
  const moved = await changeState(context, reworded, edit);
  return edit.labels === undefined ? moved : setLabels(context, moved, edit.labels);
}

/** Removes an issue for good. */
export function deleteIssue(context: Context, issue: Issue): void {
  const { world } = context.site;
  const repository = existing(world.repositories, issue.repositoryId);
  demandWrite(context, repository, { ...EDIT, permissions: [], role: 'admin' });
  tellIssue(context, issue, 'deleted');
  world.issues.delete(issue.id);
}

function checkEditRights(context: Context, issue: Issue, edit: IssueEdit): void {
  const repository = existing(context.site.world.repositories, issue.repositoryId);
  const permissions = issue.pull === undefined ? ['issues'] : ['issues', 'pull_requests'];
  const isAuthor = context.identity.kind === 'user' && actor(context).id === issue.authorId;
  const ownWords: Need = { permissions, role: 'read' };
  if (edit.labels !== undefined) demandWrite(context, repository, { ...TRIAGE, permissions });
  if (edit.state !== undefined) {
    demandWrite(context, repository, isAuthor ? ownWords : { ...TRIAGE, permissions });
  }
  if (edit.title !== undefined || edit.body !== undefined) {
    demandWrite(context, repository, isAuthor ? ownWords : { ...EDIT, permissions });
  }
}

async function reword(context: Context, issue: Issue, edit: IssueEdit): Promise<Issue> {
  const { site } = context;
  const before = latest(site, issue);
  const { title = before.title, body = before.body } = edit;
  const changes = {
    ...(title === before.title ? {} : { title: { from: before.title } }),
    ...(body === before.body ? {} : { body: { from: before.body ?? '' } }),
  };
  if (Object.keys(changes).length === 0) return before;
  const editing =
    'body' in changes ? { lastEditedAt: site.now(), editorId: actor(context).id } : {};
  const changed = changeIssue(site, issue, { title, body, ...editing });
  await tellEither(context, changed, 'edited', { changes });
  return changed;
}

async function changeState(context: Context, issue: Issue, edit: IssueEdit): Promise<Issue> {
  const { site } = context;
  const before = latest(site, issue);
  const { state = before.state } = edit;
  if (state === before.state) return before;
  const isClosed = state === 'closed';
  const reason = edit.stateReason ?? (isClosed ? 'completed' : 'reopened');
  const changed = changeIssue(site, issue, {
    state,
    stateReason: issue.pull === undefined ? reason : undefined,
    closedAt: isClosed ? site.now() : undefined,
    closedById: isClosed ? actor(context).id : undefined,
  });
  await tellEither(context, changed, isClosed ? 'closed' : 'reopened');
  return changed;
}

async function tellEither(
  context: Context,
  issue: Issue,
  action: string,
  more: Json = {},
): Promise<void> {
  if (issue.pull !== undefined) return pullNews(context, issue, { action, more });
  tellIssue(context, issue, action, more);
}

function tellIssue(context: Context, issue: Issue, action: string, more: Json = {}): void {
  const { site } = context;
  tell(context, {
    event: 'issues',
    action,
    repository: existing(site.world.repositories, issue.repositoryId),
    payload: { issue: issueJson(site, issue), ...more },
  });
}
