import { describe } from 'node:test';
import { type ProposalScene, proposalsContract } from '../../contracts/proposals-contract.ts';
import { LISTS } from '../../stage/scenery.ts';
import { outsideOf } from './outside.ts';
import { furnished, type Proposing } from './scenery.ts';
import { put } from './state.ts';
import { World } from './world.ts';

for (const proposing of ['as the machine user', 'as the App'] as const)
  describe(`the proposals port over a world in memory, ${proposing}`, () => {
    const scene = sceneWith(proposing);
    proposalsContract(() => scene);
  });

function sceneWith(proposing: Proposing): ProposalScene {
  const now = Date.parse('2026-05-04T09:12:00.000Z');
  const world = new World({ now }, furnished({ proposing }));
  const [owner = '', name = ''] = LISTS.split('/');
  const { acts } = world;
  const success = { state: 'success', description: '', address: undefined } as const;
  return {
    proposals: outsideOf(world, { sight: () => world.state }).proposals,
    target: { owner, name },
    commit: async (path, content) => void acts.rewrite(LISTS, path, () => content),
    commitOnBranch: async (branch, path, content) => {
      const { pulls } = world.repository(LISTS);
      const number = pulls.values().find((pull) => pull.branch === branch)?.number ?? 0;
      acts.editBranch({ repository: LISTS, number }, path, () => content);
    },
    merge: async (number) => acts.merge('reviewer', LISTS, number) ?? '',
    close: async (number) => void acts.setOpen('reviewer', LISTS, number, false),
    setStatus: async (commit, context) =>
      world.edit(LISTS, ({ statuses }) => ({
        statuses: put(statuses, commit, [{ context, ...success }]),
      })),
    comments: async (number) =>
      world
        .repository(LISTS)
        .comments.values()
        .filter((comment) => comment.number === number)
        .map(({ body }) => body)
        .toArray(),
  };
}
