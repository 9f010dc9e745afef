import { RingmasterError } from '../../../../src/domain/errors.ts';
import type { ProposalDraft, ProposalView } from '../../../../src/plugin/proposals.ts';
import { moveBranch } from '../deeds/code.ts';
import { commitOnBranch, editPull, openPull } from '../deeds/pulls.ts';
import type { Ground } from '../ground.ts';
import { missing, refused } from '../refusal.ts';
import { repositoryIn } from '../state.ts';
import type { Proposer } from './proposals.ts';

/**
 * Does what one request of our adapter does: branch, commit and pull request, one
 * after the other. What fails among them is answered, and keeps nothing of the rest
 * from being done, for so GitHub carries out the fields of a mutation.
 * @returns the number of the pull request.
 */
export function propose(
  ground: Ground,
  proposer: Proposer,
  draft: ProposalDraft,
  view: ProposalView,
): number {
  if (draft.path.startsWith('.github/workflows/'))
    throw refused(`no proposal of ours touches ${draft.path}`);
  const failures: unknown[] = [];
  let done = 0;
  let number: number | undefined;
  for (const field of fieldsFor({ ground, proposer, draft, view }))
    try {
      number = field() ?? number;
      done += 1;
    } catch (error) {
      failures.push(error);
    }
  const [failure] = failures;
  if (failure === undefined && number !== undefined) return number;
  if (done === 0) throw failure;
  throw new RingmasterError('outcome-unknown', 'GitHub: it did a part of it', { cause: failure });
}

interface Proposing {
  readonly ground: Ground;
  readonly proposer: Proposer;
  readonly draft: ProposalDraft;
  readonly view: ProposalView;
}

type Field = () => number | undefined;

function fieldsFor(proposing: Proposing): readonly Field[] {
  const { ground, proposer, draft, view } = proposing;
  const { proposal, head } = view;
  const commit = (expected: string) => () => commitFile(proposing, expected);
  const { by, base, head: from } = proposer;
  const { branch, title, body } = draft;
  if (proposal?.state === 'open' && head !== undefined)
    return [
      commit(head.commit),
      () => {
        editPull(ground, { by, repository: base, number: proposal.number }, { title, body });
        return proposal.number;
      },
    ];
  const pull = () => openPull(ground, { by, repository: base }, { from, branch, title, body });
  if (head === undefined) return [() => createBranch(proposing), commit(view.base.commit), pull];
  return head.text === draft.content ? [pull] : [commit(head.commit), pull];
}

function createBranch({ ground, proposer, draft, view }: Proposing): undefined {
  const { by, head: repository } = proposer;
  if (repositoryIn(ground.state, repository).branches.has(draft.branch))
    throw refused(`A ref named "${draft.branch}" already exists in the repository.`);
  moveBranch(ground, by, { repository, branch: draft.branch, to: view.base.commit });
  const target = `${repository}@${draft.branch}`;
  ground.record(by, 'branch', { target, value: view.base.commit });
}

/** @throws RingmasterError `outside-unreachable` where the branch has moved since it was looked at. */
function commitFile({ ground, proposer, draft }: Proposing, expected: string): undefined {
  const { by, head: from } = proposer;
  const { branch, path, content, title: message } = draft;
  const now = repositoryIn(ground.state, from).branches.get(branch);
  if (now === undefined) throw missing(`No such branch: ${branch}`);
  if (now !== expected)
    throw new RingmasterError(
      'outside-unreachable',
      `GitHub: expected branch to point to ${expected} but it did not`,
    );
  commitOnBranch(ground, { by, from, branch }, { files: { [path]: content }, message });
}
