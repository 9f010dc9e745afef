import { notFound } from '../access/refusal.ts';
import { canSee } from '../access/rights.ts';
import type { Context } from '../site.ts';
import { type Comment, type Issue, isPullRequest, type PullRequest } from '../world/issues.ts';
import type { Repository } from '../world/repositories.ts';

/** The repository `owner/name`, or 404 where it is not there for the one who asks. */
export function findRepository(context: Context, owner: string, name: string): Repository {
  const found = context.site.world.repositoryNamed(owner, name.replace(/\.git$/, ''));
  if (found === undefined || !canSee(context, found)) throw notFound();
  return found;
}

/** An issue or pull request by its number, as of the moment the request reads. */
export function findIssue({ site, asOf }: Context, repository: Repository, number: number): Issue {
  const found = site.world.issues.in(repository.id, asOf).find((issue) => issue.number === number);
  if (found === undefined) throw notFound();
  return found;
}

/** A pull request by its number. */
export function findPull(context: Context, repository: Repository, number: number): PullRequest {
  const found = findIssue(context, repository, number);
  if (!isPullRequest(found)) throw notFound();
  return found;
}

/** A comment of a repository by its id. */
export function findComment({ site, asOf }: Context, repository: Repository, id: number): Comment {
  const found = site.world.comments.get(id, asOf);
  if (found?.repositoryId !== repository.id) throw notFound();
  return found;
}
