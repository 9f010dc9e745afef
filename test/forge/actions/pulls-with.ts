import { commitsOfPull } from '../json/pull.ts';
import type { Site } from '../site.ts';
import { isPullRequest, type PullRequest } from '../world/issues.ts';
import type { Repository } from '../world/repositories.ts';

/**
 * The pull requests that a commit came with or is proposed by: merged ones by
 * what they brought to their base, open ones by what they would bring.
 */
export async function pullsWith(
  site: Site,
  repository: Repository,
  commit: string,
): Promise<PullRequest[]> {
  const pulls = site.world.issues.in(repository.id).filter(isPullRequest);
  const has = await Promise.all(
    pulls.map(async (issue) => {
      const { merged } = issue.pull;
      if (merged !== undefined) return merged.oid === commit || merged.commits.includes(commit);
      return issue.state === 'open' && (await commitsOfPull(site, issue)).includes(commit);
    }),
  );
  return pulls.filter((_, index) => has[index]);
}
