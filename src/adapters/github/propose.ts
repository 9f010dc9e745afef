import { RingmasterError } from '../../domain/errors.ts';
import type { ProposalDraft, ProposalView, Target } from '../../plugin/proposals.ts';
import { asking } from './failures.ts';
import {
  AMEND,
  PROPOSE_NEW,
  PROPOSE_ON_BRANCH,
  PROPOSE_PULL,
  PROPOSED,
} from './proposal-documents.ts';
import type { Proposer } from './proposals.ts';

export interface Proposing {
  readonly proposer: Proposer;
  readonly target: Target;
  readonly draft: ProposalDraft;
  readonly view: ProposalView;
}

/** Makes whatever of branch, commit and pull request is missing, in one request. */
export async function proposeOn(
  proposing: Proposing,
): Promise<{ address: string; number: number }> {
  const { proposer, draft } = proposing;
  if (!isHarmless(draft.path))
    throw new RingmasterError('outside-refused', `no proposal of ours touches ${draft.path}`, {
      advice: 'Name another file: workflows are for people to change',
    });
  const [document, variables] = mutationFor(proposing);
  return asking(`proposing ${draft.branch}`, 'write', async () => {
    const { number, url } = PROPOSED.parse(await proposer.octokit.graphql(document, variables));
    return { number, address: url };
  });
}

/** What GitHub runs is not ours to change, whatever a process file names. */
function isHarmless(path: string): boolean {
  const parts = path.toLowerCase().split('/');
  const isPlain = parts.every((part) => part !== '' && part !== '.' && part !== '..');
  return isPlain && !path.toLowerCase().startsWith('.github/workflows/');
}

type Mutation = readonly [document: string, variables: Record<string, unknown>];

function mutationFor(proposing: Proposing): Mutation {
  const { draft, view } = proposing;
  const { proposal, head } = view;
  const pull = newPull(proposing);
  if (proposal?.state === 'open' && head !== undefined) {
    const { title, body } = draft;
    return [
      AMEND,
      {
        commit: commitOn(head.commit, proposing),
        pull: { pullRequestId: proposal.id, title, body },
      },
    ];
  }
  if (head === undefined) {
    const ref = {
      repositoryId: view.ids.head,
      name: `refs/heads/${draft.branch}`,
      oid: view.base.commit,
    };
    return [PROPOSE_NEW, { ref, commit: commitOn(view.base.commit, proposing), pull }];
  }
  if (head.text === draft.content) return [PROPOSE_PULL, { pull }];
  return [PROPOSE_ON_BRANCH, { commit: commitOn(head.commit, proposing), pull }];
}

/** The expected head is what `look` saw: if the branch has moved since, GitHub refuses. */
function commitOn(expectedHeadOid: string, { proposer, draft }: Proposing) {
  const { owner, name } = proposer.head;
  return {
    branch: { repositoryNameWithOwner: `${owner}/${name}`, branchName: draft.branch },
    message: { headline: draft.title },
    fileChanges: {
      additions: [{ path: draft.path, contents: Buffer.from(draft.content).toString('base64') }],
    },
    expectedHeadOid,
  };
}

function newPull({ proposer, target, draft, view }: Proposing) {
  const sameRepository = proposer.head.owner === target.owner && proposer.head.name === target.name;
  return {
    repositoryId: view.ids.base,
    baseRefName: view.base.branch,
    headRefName: draft.branch,
    ...(sameRepository ? {} : { headRepositoryId: view.ids.head }),
    title: draft.title,
    body: draft.body,
  };
}
