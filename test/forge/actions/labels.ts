import { invalidField } from '../access/refusal.ts';
import { demandWrite } from '../access/rights.ts';
import { issueJson, labelJson, labelsOf } from '../json/issue.ts';
import type { Context } from '../site.ts';
import type { Issue } from '../world/issues.ts';
import { nodeId } from '../world/node-id.ts';
import type { Label, Repository } from '../world/repositories.ts';
import { existing } from '../world/world.ts';
import { changeIssue, latest } from './change-issue.ts';
import { pullNews } from './pull-news.ts';
import { tell } from './tell.ts';

const DEFAULT_COLOR = 'ededed';

/** What a new label is. */
export interface NewLabel {
  readonly name: string;
  readonly color?: string | undefined;
  readonly description?: string | undefined;
}

/** Makes a label in a repository. */
export function createLabel(context: Context, repository: Repository, label: NewLabel): Label {
  demandWrite(context, repository, {
    permissions: ['issues', 'pull_requests'],
    role: 'write',
    otherwise: 'must-be-admin',
  });
  if (labelNamed(context, repository, label.name) !== undefined) {
    throw invalidField({ resource: 'Label', code: 'already_exists', field: 'name' });
  }
  return putLabel(context, repository, label);
}

/** The label of a repository with a name, whatever its letters' case. */
export function labelNamed(
  { site }: Context,
  repository: Repository,
  name: string,
): Label | undefined {
  return site.world.labels
    .in(repository.id)
    .find((label) => label.name.toLowerCase() === name.toLowerCase());
}

/**
 * Gives an issue or pull request exactly these labels, and tells of every one
 * that came or went. Labels that the repository lacks are made.
 */
export async function setLabels(
  context: Context,
  issue: Issue,
  names: readonly string[],
): Promise<Issue> {
  const { site } = context;
  const repository = existing(site.world.repositories, issue.repositoryId);
  const wanted = [...new Set(names.map((name) => name.toLowerCase()))].map((key) => {
    const name = names.find((candidate) => candidate.toLowerCase() === key) ?? key;
    return labelNamed(context, repository, name) ?? putLabel(context, repository, { name });
  });
  const current = latest(site, issue);
  const before = labelsOf(site, current);
  const labelIds = wanted.map(({ id }) => id);
  if (labelIds.join() === current.labelIds.join()) return current;
  const changed = changeIssue(site, issue, { labelIds });
  for (const label of wanted.filter((one) => !before.includes(one))) {
    await tellLabel(context, changed, { action: 'labeled', label });
  }
  for (const label of before.filter((one) => !wanted.includes(one))) {
    await tellLabel(context, changed, { action: 'unlabeled', label });
  }
  return changed;
}

async function tellLabel(
  context: Context,
  issue: Issue,
  { action, label }: { action: string; label: Label },
): Promise<void> {
  const { site } = context;
  const more = { label: labelJson(site, label) };
  if (issue.pull !== undefined) return pullNews(context, issue, { action, more });
  tell(context, {
    event: 'issues',
    action,
    repository: existing(site.world.repositories, issue.repositoryId),
    payload: { issue: issueJson(site, issue), ...more },
  });
}

function putLabel({ site }: Context, repository: Repository, label: NewLabel): Label {
  const id = site.world.nextId();
  return site.world.labels.put({
    id,
    nodeId: nodeId('Label', id),
    repositoryId: repository.id,
    name: label.name,
    color: label.color?.replace(/^#/, '') ?? DEFAULT_COLOR,
    description: label.description,
  });
}
