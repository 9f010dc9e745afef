import type { Json, Site } from '../site.ts';
import { isPullRequest } from '../world/issues.ts';
import type { CheckRun, CheckSuite, CommitStatus, Repository } from '../world/repositories.ts';
import { iso, isoOrNull } from '../world/time.ts';
import { existing } from '../world/world.ts';
import { accountJson } from './account.ts';
import { appJson } from './app.ts';
import { repositoryPage, repositoryUrl } from './repository.ts';

/** A commit status. */
export function statusJson(site: Site, status: CommitStatus): Json {
  const repository = existing(site.world.repositories, status.repositoryId);
  const creator = existing(site.world.accounts, status.creatorId);
  return {
    ...shortStatusJson(site, status),
    url: `${repositoryUrl(site, repository)}/statuses/${status.sha}`,
    creator: accountJson(site, creator),
  };
}

/** A commit status as it stands in a combined one. */
export function shortStatusJson(site: Site, status: CommitStatus): Json {
  const repository = existing(site.world.repositories, status.repositoryId);
  return {
    url: `${repositoryUrl(site, repository)}/statuses/${status.sha}`,
    avatar_url: `${site.webUrl}/avatars/${status.creatorId}`,
    id: status.id,
    node_id: status.nodeId,
    state: status.state,
    description: status.description ?? null,
    target_url: status.targetUrl ?? null,
    context: status.context,
    created_at: iso(status.createdAt),
    updated_at: iso(status.createdAt),
  };
}

/** A check run with the App that owns it. */
export function checkRunJson(site: Site, run: CheckRun): Json {
  const repository = existing(site.world.repositories, run.repositoryId);
  const url = `${repositoryUrl(site, repository)}/check-runs/${run.id}`;
  const page = `${repositoryPage(site, repository)}/runs/${run.id}`;
  const { title, summary, text, annotations } = run.output;
  return {
    id: run.id,
    name: run.name,
    node_id: run.nodeId,
    head_sha: run.sha,
    external_id: run.externalId ?? '',
    url,
    html_url: page,
    details_url: run.detailsUrl ?? page,
    status: run.status,
    conclusion: run.conclusion ?? null,
    started_at: iso(run.startedAt),
    completed_at: isoOrNull(run.completedAt),
    output: {
      title: title ?? null,
      summary: summary ?? null,
      text: text ?? null,
      annotations_count: annotations,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suiteId },
    app: appJson(site, existing(site.world.apps, run.appId)),
    pull_requests: pullsJson(site, repository, run.sha),
  };
}

/** A check suite as it stands in a webhook's check run. */
export function checkSuiteJson(site: Site, suite: CheckSuite, run: CheckRun): Json {
  const repository = existing(site.world.repositories, suite.repositoryId);
  return {
    id: suite.id,
    node_id: suite.nodeId,
    head_branch: branchAt(site, repository, suite.sha),
    head_sha: suite.sha,
    status: run.status,
    conclusion: run.conclusion ?? null,
    url: `${repositoryUrl(site, repository)}/check-suites/${suite.id}`,
    before: null,
    after: suite.sha,
    pull_requests: pullsJson(site, repository, suite.sha),
    app: appJson(site, existing(site.world.apps, suite.appId)),
    created_at: iso(suite.createdAt),
    updated_at: iso(run.completedAt ?? run.startedAt),
  };
}

/** A branch that ends at a commit, or null. */
function branchAt(site: Site, repository: Repository, sha: string): string | null {
  const [found] = site
    .git(repository)
    .refs.matching('refs/heads/')
    .filter(([, oid]) => oid === sha);
  return found?.[0].slice('refs/heads/'.length) ?? null;
}

/** The open pull requests of a repository's own branches whose head is a commit, in brief. */
function pullsJson(site: Site, repository: Repository, sha: string): Json[] {
  const { id, name } = repository;
  const url = repositoryUrl(site, repository);
  const repo = { id, url, name };
  return site.world.issues
    .in(id)
    .filter(isPullRequest)
    .filter(({ state, pull }) => state === 'open' && pull.headOid === sha)
    .filter(({ pull }) => pull.headRepositoryId === id)
    .map(({ pull, number }) => ({
      id: pull.id,
      number,
      url: `${url}/pulls/${number}`,
      head: { ref: pull.headRef, sha: pull.headOid, repo },
      base: { ref: pull.baseRef, sha: pull.baseOid, repo },
    }));
}
