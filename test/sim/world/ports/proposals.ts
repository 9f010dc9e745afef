import { RingmasterError } from '../../../../src/domain/errors.ts';
import { fullName } from '../../../../src/domain/release.ts';
import type {
  Proposal,
  Proposals,
  ProposalView,
  Target,
} from '../../../../src/plugin/proposals.ts';
import { APP, ROBOT, SERVER } from '../cast.ts';
import { writeComment } from '../deeds/comments.ts';
import { editPull } from '../deeds/pulls.ts';
import type { Ground } from '../ground.ts';
import { missing } from '../refusal.ts';
import {
  type Account,
  filesAtHead,
  type PullState,
  type RepositoryState,
  tip,
  type WorldState,
} from '../state.ts';
import { propose } from './propose.ts';

/** Who proposes on a target, and from where. */
export interface Proposer {
  readonly by: Account;
  /** `owner/name` that is proposed to. */
  readonly base: string;
  /** `owner/name` that the branch is in. */
  readonly head: string;
}

/** Proposals by the App where it is installed, else by the machine user and its fork. */
export function proposalsOf(ground: Ground, sight: () => WorldState): Proposals {
  return {
    async look(target, at) {
      return viewOf(sight(), proposerFor(sight(), target), at);
    },

    async propose(target, draft, view) {
      const number = propose(ground, proposerFor(ground.state, target), draft, view);
      return { number, address: addressOf(fullName(target), number) };
    },

    async hold(target, proposal, because) {
      const at = pullAt(ground.state, target, proposal);
      editPull(ground, at, { isDraft: true });
      writeComment(ground, at, `/hold\n${because}`);
    },

    async resume(target, proposal, because) {
      const at = pullAt(ground.state, target, proposal);
      editPull(ground, at, { isDraft: false });
      writeComment(ground, at, `/hold cancel\n${because}`);
    },

    async statuses(target, commit) {
      const { base } = proposerFor(sight(), target);
      return sight().repositories.get(base)?.statuses.get(commit) ?? [];
    },
  };
}

function proposerFor(state: WorldState, target: Target): Proposer {
  const base = `${target.owner}/${target.name}`;
  const found = state.repositories.get(base);
  if (found?.installation !== undefined) return { by: APP, base, head: base };
  const head = `${ROBOT.login}/${target.name}`;
  if (found !== undefined && state.repositories.has(head)) return { by: ROBOT, base, head };
  throw new RingmasterError('access-missing', `nobody may propose changes on ${base}`);
}

function viewOf(
  state: WorldState,
  { base, head }: Proposer,
  { branch, path }: { readonly branch: string; readonly path: string },
): ProposalView {
  const [target, source] = [state.repositories.get(base), state.repositories.get(head)];
  if (target === undefined || source === undefined) throw missing(base);
  const ours = target.pulls
    .values()
    .filter((pull) => pull.from === head && pull.branch === branch)
    .toArray();
  const newest = ours.at(-1);
  return {
    base: {
      branch: target.defaultBranch,
      commit: tip(target, target.defaultBranch),
      file: filesAtHead(state, base).get(path),
    },
    ids: { base, head },
    proposal: newest === undefined ? undefined : proposalOf(base, newest),
    head: headOf(state, source, { branch, path }),
  };
}

function headOf(
  { commits }: WorldState,
  { branches }: RepositoryState,
  { branch, path }: { readonly branch: string; readonly path: string },
): ProposalView['head'] {
  const commit = branches.get(branch);
  if (commit === undefined) return undefined;
  return { commit, text: commits.get(commit)?.files.get(path)?.text };
}

function proposalOf(base: string, pull: PullState): Proposal {
  const { number, isOpen, isDraft, body, merged } = pull;
  return {
    id: `${base}#${number}`,
    number,
    address: addressOf(base, number),
    state: merged !== undefined ? 'merged' : isOpen ? 'open' : 'closed',
    isDraft,
    body,
    mergedBy: merged?.by,
    mergeCommit: merged?.commit,
  };
}

function addressOf(base: string, number: number): string {
  return `${SERVER}/${base}/pull/${number}`;
}

/** By its id, as the real one is asked for. */
function pullAt(state: WorldState, target: Target, { id }: Proposal) {
  const { by, base } = proposerFor(state, target);
  const number = Number(id.slice(base.length + 1));
  if (!state.repositories.get(base)?.pulls.has(number)) throw missing(id);
  return { by, repository: base, number };
}
