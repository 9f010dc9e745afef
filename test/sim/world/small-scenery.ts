import { PEOPLE } from './cast.ts';
import { commitOf } from './deeds/code.ts';
import { accountsExcept, bare, NOTHING } from './furniture.ts';
import type { WorldState } from './state.ts';

/** A project of one ring, which is released by its tag alone. */
export const SMALL_PROJECT = 'acme/app';

const PROCESS = `product: app

artifacts:
  app:
    tag: v$version

people:
  owners: OWNERS

steps:
  - check: changelog
  - approve: 2 owners
  - check: tag
    signed-by: owners
  - publish: github-release
`;

const LONG_AGO = 0;

/** That project as it is before its first release. */
export function smallScenery(process = PROCESS): WorldState {
  const { alice, bob, carol } = PEOPLE;
  const writers = [alice, bob, carol].map(({ login }) => login);
  const files = {
    OWNERS: `approvers:\n${writers.map((login) => `- ${login}\n`).join('')}`,
    '.github/ringmaster.yml': process,
  };
  const first = commitOf(undefined, { by: 'alice', moment: LONG_AGO, message: 'Begin', files });
  const repository = { ...bare(21, SMALL_PROJECT, first.id), installation: 41, writers };
  return {
    ...NOTHING,
    accounts: accountsExcept([]),
    repositories: new Map([[SMALL_PROJECT, repository]]),
    commits: new Map([[first.id, first]]),
  };
}
