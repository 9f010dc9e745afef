import type { Forge } from '../../plugin/forge.ts';
import type { Site } from '../../plugin/place.ts';
import type { GithubApp, Rights } from './app.ts';
import { githubCode } from './code.ts';
import { githubIssues } from './issues.ts';
import { githubPeople } from './people.ts';
import { githubReleases } from './releases.ts';
import { githubTags } from './tags.ts';

// Each door has a token of its own that can do no more than the door is for.
const READ: Rights = { contents: 'read', metadata: 'read', pull_requests: 'read' };
const ISSUES: Rights = { issues: 'write', metadata: 'read' };
const RELEASES: Rights = { contents: 'write', metadata: 'read' };

/** A repository where the App is installed. */
export function githubForge(app: GithubApp, site: Site): Forge {
  const { repository } = site;
  const reader = app.at(site, READ);
  const self = async () => (await app.identity()).login;
  return {
    repository,
    code: githubCode(reader, repository),
    tags: githubTags(reader, repository),
    people: githubPeople(reader, repository),
    issues: githubIssues(app.at(site, ISSUES), repository, self),
    releases: githubReleases(
      { octokit: app.at(site, RELEASES), anonymous: app.asAnybody, self },
      repository,
    ),
  };
}
