import type { Ground } from '../ground.ts';
import { accountJson } from '../hooks.ts';
import { checkBody, checkTitle, missing } from '../refusal.ts';
import { type Account, type IssueState, put, repositoryIn } from '../state.ts';
import { githubTime } from '../time.ts';

export interface IssueOrder {
  readonly title: string;
  readonly body: string;
  readonly labels?: readonly string[];
}

/** Opens an issue. @returns its number. */
export function openIssue(
  ground: Ground,
  { by, repository }: { readonly by: Account; readonly repository: string },
  { title, body, labels = [] }: IssueOrder,
): number {
  checkTitle(title);
  checkBody(body);
  const { now } = ground;
  const number = repositoryIn(ground.state, repository).nextNumber;
  const issue = { number, author: by, title, body, labels, isOpen: true };
  ground.edit(repository, ({ issues }) => ({
    nextNumber: number + 1,
    issues: put(issues, number, { ...issue, createdAt: now, updatedAt: now }),
  }));
  ground.record(by, 'issue-opened', { target: `${repository}#${number}`, value: body });
  tellIssue(ground, { by, repository, number, action: 'opened' });
  for (const label of labels)
    tellIssue(ground, {
      by,
      repository,
      number,
      action: 'labeled',
      more: { label: { name: label } },
    });
  return number;
}

export interface IssueEdit {
  readonly title?: string;
  readonly body?: string;
  readonly isOpen?: boolean;
}

interface At {
  readonly by: Account;
  readonly repository: string;
  readonly number: number;
}

/** Changes an issue, or nothing where it is so already. */
export function editIssue(ground: Ground, at: At, edit: IssueEdit): void {
  const { repository, number } = at;
  const before = repositoryIn(ground.state, repository).issues.get(number);
  if (before === undefined) throw missing(`#${number}`);
  if (edit.title !== undefined) checkTitle(edit.title);
  if (edit.body !== undefined) checkBody(edit.body);
  const after = { ...before, ...edit, updatedAt: ground.now };
  const isReworded = after.title !== before.title || after.body !== before.body;
  if (!isReworded && after.isOpen === before.isOpen) return;
  ground.edit(repository, ({ issues }) => ({ issues: put(issues, number, after) }));
  if (isReworded) tellWords(ground, at, { before, after });
  if (after.isOpen !== before.isOpen) tellOpenness(ground, at, after);
}

function tellWords(
  ground: Ground,
  at: At,
  { before, after }: { readonly before: IssueState; readonly after: IssueState },
): void {
  const { by, repository, number } = at;
  const target = `${repository}#${number}`;
  const { title, body } = after;
  if (title !== before.title) ground.record(by, 'issue-title', { target, value: title });
  if (body !== before.body) ground.record(by, 'issue-body', { target, value: body });
  tellIssue(ground, { ...at, action: 'edited', more: { changes: changesOf(before, after) } });
}

function tellOpenness(ground: Ground, at: At, { isOpen }: IssueState): void {
  const target = `${at.repository}#${at.number}`;
  if (!isOpen) ground.record(at.by, 'issue-closed', { target, value: '' });
  tellIssue(ground, { ...at, action: isOpen ? 'reopened' : 'closed' });
}

function changesOf(before: IssueState, after: IssueState) {
  return {
    ...(before.title === after.title ? {} : { title: { from: before.title } }),
    ...(before.body === after.body ? {} : { body: { from: before.body } }),
  };
}

interface IssueNews extends At {
  readonly action: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

function tellIssue(ground: Ground, { by, repository, number, action, more = {} }: IssueNews): void {
  const issue = issueJson(ground, repository, number);
  ground.tell(repository, by, { event: 'issues', payload: { action, issue, ...more } });
}

/** An issue or pull request, as webhooks show it. */
export function issueJson(ground: Ground, repository: string, number: number) {
  const { issues, pulls } = repositoryIn(ground.state, repository);
  const issue = issues.get(number);
  const thread = issue ?? pulls.get(number);
  if (thread === undefined) throw missing(`#${number}`);
  return {
    number,
    title: thread.title,
    body: thread.body,
    user: accountJson(thread.author),
    labels: (issue?.labels ?? []).map((name) => ({ name })),
    state: thread.isOpen ? 'open' : 'closed',
    created_at: githubTime(thread.createdAt),
    updated_at: githubTime(thread.updatedAt),
    ...(issue === undefined ? { pull_request: { merged_at: null } } : {}),
  };
}
