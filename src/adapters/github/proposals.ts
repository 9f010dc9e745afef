import { RingmasterError } from '../../domain/errors.ts';
import type {
  Proposal,
  ProposalDraft,
  Proposals,
  ProposalView,
  Target,
} from '../../plugin/proposals.ts';
import { asking, askingFor } from './failures.ts';
import type { Octokit } from './octokit.ts';
import {
  EARLIER,
  EARLIER_QUERY,
  type FileAnswer,
  HOLD,
  PROPOSAL,
  PROPOSAL_QUERY,
  type ProposalAnswer,
  type PullsAnswer,
  RESUME,
} from './proposal-documents.ts';
import { proposeOn } from './propose.ts';

/** Who proposes, and from which repository: the target itself, or a fork of it. */
export interface Proposer {
  readonly octokit: Octokit;
  readonly head: Target;
}

/** Proposals by whoever may make them on a target. */
export function githubProposals(proposerFor: (target: Target) => Promise<Proposer>): Proposals {
  return {
    async look(target, { branch, path }) {
      const proposer = await proposerFor(target);
      const answer = await lookUp(proposer, target, { branch, path });
      return viewOf(answer, { proposer, target, branch, path });
    },

    async propose(target, draft, view) {
      return proposeOn({ proposer: await proposerFor(target), target, draft, view });
    },

    async hold(target, { id }, because) {
      const { octokit } = await proposerFor(target);
      const comment = { subjectId: id, body: `/hold\n${because}` };
      await asking('holding a pull request', 'write', () =>
        octokit.graphql(HOLD, { draft: { pullRequestId: id }, comment }),
      );
    },

    async resume(target, { id }, because) {
      const { octokit } = await proposerFor(target);
      const comment = { subjectId: id, body: `/hold cancel\n${because}` };
      await asking('resuming a pull request', 'write', () =>
        octokit.graphql(RESUME, { ready: { pullRequestId: id }, comment }),
      );
    },

    async statuses({ owner, name: repo }, commit) {
      const { octokit } = await proposerFor({ owner, name: repo });
      const { data } = await asking('reading statuses', 'read', () =>
        octokit.rest.repos.getCombinedStatusForRef({ owner, repo, ref: commit, per_page: 100 }),
      );
      return data.statuses.map(({ context, state, description, target_url: address }) => ({
        context,
        state: STATES.find((known) => known === state) ?? 'error',
        description: description ?? '',
        address: address ?? undefined,
      }));
    },
  };
}

const STATES = ['success', 'failure', 'error', 'pending'] as const;

type At = Pick<ProposalDraft, 'branch' | 'path'>;

async function lookUp(
  { octokit, head }: Proposer,
  { owner, name }: Target,
  { branch, path }: At,
): Promise<ProposalAnswer> {
  const variables = {
    owner,
    name,
    headOwner: head.owner,
    headName: head.name,
    branch,
    headBranch: `refs/heads/${branch}`,
    basePath: `HEAD:${path}`,
    headPath: `${branch}:${path}`,
  };
  return asking(`reading ${owner}/${name}`, 'read', async () =>
    PROPOSAL.parse(await octokit.graphql(PROPOSAL_QUERY, variables)),
  );
}

interface Context extends At {
  readonly proposer: Proposer;
  readonly target: Target;
}

async function viewOf({ base, head }: ProposalAnswer, context: Context): Promise<ProposalView> {
  const { proposer, target } = context;
  const { name: branch, target: commit } = base.defaultBranchRef;
  const file = await wholeFile(base.file, target, context);
  const newest = await newestOfOurs(base.pullRequests, context);
  return {
    base: { branch, commit: commit.oid, file },
    ids: { base: base.id, head: head.id },
    proposal: newest === undefined ? undefined : proposalOf(newest),
    head:
      head.ref === null
        ? undefined
        : {
            commit: head.ref.target.oid,
            text: (await wholeFile(head.file, proposer.head, context))?.text,
          },
  };
}

/** GraphQL cuts texts at 512,000 bytes and says so; then the blob is read as it is. */
async function wholeFile(
  file: FileAnswer,
  { owner, name: repo }: Target,
  { proposer, path }: Context,
): Promise<{ blob: string; text: string } | undefined> {
  if (file === null) return undefined;
  if (!file.isTruncated && file.text !== null) return { blob: file.oid, text: file.text };
  const found = await askingFor(`reading ${path}`, () =>
    proposer.octokit.rest.git.getBlob({ owner, repo, file_sha: file.oid }),
  );
  // Absent would mean a list to be begun anew, over the one that is there.
  if (found === undefined)
    throw new RingmasterError('outside-garbled', `${path} is there, but cannot be read`);
  return { blob: file.oid, text: Buffer.from(found.data.content, 'base64').toString('utf8') };
}

type PullAnswer = PullsAnswer['nodes'][number];

/** The newest one from our own repository, however many strangers have made since from a branch of that name. */
async function newestOfOurs(pulls: PullsAnswer, context: Context): Promise<PullAnswer | undefined> {
  const us = context.proposer.head.owner.toLowerCase();
  const ours = pulls.nodes.filter(
    ({ headRepositoryOwner }) => headRepositoryOwner?.login.toLowerCase() === us,
  );
  const newest = ours.toSorted((a, b) => b.number - a.number)[0];
  if (newest !== undefined || !pulls.pageInfo.hasPreviousPage) return newest;
  return newestOfOurs(await earlierThan(pulls, context), context);
}

async function earlierThan(
  { pageInfo }: PullsAnswer,
  { proposer, target: { owner, name }, branch }: Context,
): Promise<PullsAnswer> {
  const variables = { owner, name, branch, before: pageInfo.startCursor };
  return asking(`listing pull requests of ${owner}/${name}`, 'read', async () => {
    const answer = await proposer.octokit.graphql(EARLIER_QUERY, variables);
    return EARLIER.parse(answer).repository.pullRequests;
  });
}

function proposalOf({
  id,
  number,
  url,
  state,
  isDraft,
  body,
  mergedBy,
  mergeCommit,
}: PullAnswer): Proposal {
  const states = { OPEN: 'open', MERGED: 'merged', CLOSED: 'closed' } as const;
  return {
    id,
    number,
    address: url,
    state: states[state],
    isDraft,
    body,
    mergedBy: mergedBy?.login,
    mergeCommit: mergeCommit?.oid,
  };
}
