import { before, describe } from 'node:test';
import { forgeContract } from '../../contracts/forge-contract.ts';
import type { Scene } from '../../contracts/forge-scene.ts';
import { PROJECT } from '../../stage/scenery.ts';
import { APP, PEOPLE } from './cast.ts';
import { outsideOf } from './outside.ts';
import { furnished } from './scenery.ts';
import { World } from './world.ts';

describe('the forge port over a world in memory', () => {
  let scene: Scene;

  before(() => {
    const { bob } = PEOPLE;
    const start = furnished({ keyless: ['bob'] });
    const world = new World({ now: Date.parse('2026-05-04T09:12:00.400Z') }, start);
    const { id, owner, name, installation } = world.repository(PROJECT);
    const site = { repository: { id, owner, name }, installation: installation ?? 0 };
    const { acts } = world;
    const made = (commit: string | undefined) => {
      if (commit === undefined) throw new Error('GitHub did not let them');
      return commit;
    };
    scene = {
      forge: outsideOf(world, { sight: () => world.state }).forgeAt(site),
      self: APP.login,
      bob: { id: bob.id, login: 'bob' },
      commit: async (file, content) => made(acts.commit('bob', { [file]: content })),
      mergePull: async (title) => acts.mergedPull('bob', title, { [`${title}.md`]: title }),
      lightweightTag: async (tag, commit) => {
        acts.pushTag('alice', tag, { commit, kind: 'lightweight' });
      },
      annotatedTag: async (tag, commit, message) => {
        acts.pushTag('alice', tag, { commit, message, kind: 'annotated' });
      },
      openIssue: async (title, body) => acts.openIssue('bob', { title, body }),
      comment: async (issue, body) => acts.comment('bob', issue, body),
    };
  });

  forgeContract(() => scene);
});
