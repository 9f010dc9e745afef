import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { githubForge } from '../../../src/adapters/github/forge.ts';
import { githubProposers } from '../../../src/adapters/github/proposers.ts';
import type { Forge } from '../../../src/plugin/forge.ts';
import type { Site } from '../../../src/plugin/place.ts';
import { type GithubStage, openGithub } from '../../support/github.ts';
import { NOW } from '../../support/release.ts';

describe('a token of the App', () => {
  let stage: GithubStage;
  before(async () => {
    stage = await openGithub();
    await stage.forge.addRepository('acme/other', { files: { 'README.md': '# Other\n' } });
  });
  after(() => stage.forge.close());

  const forgeAt = (site: Site) => githubForge(stage.app, site);

  const DOORS: readonly (readonly [string, (forge: Forge) => Promise<unknown>])[] = [
    ['code', ({ code }) => code.head()],
    ['tags', ({ tags }) => tags.all()],
    ['issues', ({ issues }) => issues.comment(1, 'x')],
    ['releases', ({ releases }) => releases.all()],
    ['people', ({ people }) => people.role('alice')],
  ];

  for (const [door, use] of DOORS)
    test(`for a repository that bears the name and is another one is not to be had (${door})`, async () => {
      const { repository, installation } = stage.site;
      const namesake = { repository: { ...repository, id: repository.id + 1000 }, installation };
      await assert.rejects(use(forgeAt(namesake)), { name: 'RingmasterError' });
    });

  test('for a repository where the App is not installed is not to be had', async () => {
    const { installation } = stage.site;
    const [other] = (await stage.app.sites()).filter(
      ({ repository }) => repository.name === 'other',
    );
    assert.equal(other, undefined);
    const repository = { id: stage.site.repository.id, owner: 'acme', name: 'other' };
    await assert.rejects(forgeAt({ repository, installation }).issues.comment(1, 'x'), {
      name: 'RingmasterError',
    });
  });

  test('that proposes can do so in the one repository, and no more', async () => {
    const clock = { now: () => NOW };
    const me = { app: stage.app, machineToken: undefined, clock };
    const { octokit } = await githubProposers(me)({ owner: 'acme', name: 'app' });
    const seen = stage.forge.requests.all.length;
    await octokit.rest.repos.get({ owner: 'acme', repo: 'app' });
    const used = stage.forge.requests.all
      .slice(seen)
      .flatMap(({ by }) => (by.kind === 'installation' ? [by] : []));
    assert.deepEqual(
      used.map(({ repositories, permissions }) => [repositories, permissions]),
      [
        [
          ['app'],
          { contents: 'write', pull_requests: 'write', statuses: 'read', metadata: 'read' },
        ],
      ],
    );
  });
});
