import { z } from 'zod';

/**
 * Pull requests by the name of their branch, newest last. GitHub cannot be asked
 * for those of one repository, so that strangers' ones are among them.
 */
const PULLS_FRAGMENT = `fragment pulls on PullRequestConnection {
  pageInfo { hasPreviousPage startCursor }
  nodes {
    id number url state isDraft body
    headRepositoryOwner { login }
    mergedBy { login }
    mergeCommit { oid }
  }
}`;

/** Everything that deciding about a proposal needs, in one request. */
export const PROPOSAL_QUERY = `query Proposal(
  $owner: String!, $name: String!, $headOwner: String!, $headName: String!,
  $branch: String!, $headBranch: String!, $basePath: String!, $headPath: String!
) {
  base: repository(owner: $owner, name: $name) {
    id
    defaultBranchRef { name target { oid } }
    file: object(expression: $basePath) { ...file }
    pullRequests(headRefName: $branch, states: [OPEN, MERGED, CLOSED], last: 100) { ...pulls }
  }
  head: repository(owner: $headOwner, name: $headName) {
    id
    isFork
    ref(qualifiedName: $headBranch) { id target { oid } }
    file: object(expression: $headPath) { ...file }
  }
}
fragment file on Blob { oid byteSize isTruncated text }
${PULLS_FRAGMENT}`;

/** The pull requests before those that are known. */
export const EARLIER_QUERY = `query Earlier($owner: String!, $name: String!, $branch: String!, $before: String) {
  repository(owner: $owner, name: $name) {
    pullRequests(headRefName: $branch, states: [OPEN, MERGED, CLOSED], last: 100, before: $before) { ...pulls }
  }
}
${PULLS_FRAGMENT}`;

const FILE = z
  .object({
    oid: z.string(),
    byteSize: z.int(),
    isTruncated: z.boolean(),
    text: z.string().nullable(),
  })
  .nullable();

const LOGIN = z.object({ login: z.string() }).nullable();
const OID = z.object({ oid: z.string() });

const PULLS = z.object({
  pageInfo: z.object({ hasPreviousPage: z.boolean(), startCursor: z.string().nullable() }),
  nodes: z.array(
    z.object({
      id: z.string(),
      number: z.int(),
      url: z.string(),
      state: z.enum(['OPEN', 'MERGED', 'CLOSED']),
      isDraft: z.boolean(),
      body: z.string(),
      headRepositoryOwner: LOGIN,
      mergedBy: LOGIN,
      mergeCommit: OID.nullable(),
    }),
  ),
});

export const EARLIER = z.object({ repository: z.object({ pullRequests: PULLS }) });

export const PROPOSAL = z.object({
  base: z.object({
    id: z.string(),
    defaultBranchRef: z.object({ name: z.string(), target: OID }),
    file: FILE,
    pullRequests: PULLS,
  }),
  head: z.object({
    id: z.string(),
    isFork: z.boolean(),
    ref: z.object({ id: z.string(), target: OID }).nullable(),
    file: FILE,
  }),
});

export type ProposalAnswer = z.output<typeof PROPOSAL>;
export type FileAnswer = z.output<typeof FILE>;
export type PullsAnswer = z.output<typeof PULLS>;

/**
 * The whole proposal in one request: root fields of a mutation run one after the
 * other, and no field needs an answer of the one before.
 */
export const PROPOSE_NEW = `mutation Propose(
  $ref: CreateRefInput!, $commit: CreateCommitOnBranchInput!, $pull: CreatePullRequestInput!
) {
  createRef(input: $ref) { ref { id } }
  createCommitOnBranch(input: $commit) { commit { oid } }
  createPullRequest(input: $pull) { pullRequest { number url } }
}`;

/** The branch is there already. */
export const PROPOSE_ON_BRANCH = `mutation Propose($commit: CreateCommitOnBranchInput!, $pull: CreatePullRequestInput!) {
  createCommitOnBranch(input: $commit) { commit { oid } }
  createPullRequest(input: $pull) { pullRequest { number url } }
}`;

/** Branch and commit are there already. */
export const PROPOSE_PULL = `mutation Propose($pull: CreatePullRequestInput!) {
  createPullRequest(input: $pull) { pullRequest { number url } }
}`;

/** Brings an open pull request up to date. */
export const AMEND = `mutation Amend($commit: CreateCommitOnBranchInput!, $pull: UpdatePullRequestInput!) {
  createCommitOnBranch(input: $commit) { commit { oid } }
  updatePullRequest(input: $pull) { pullRequest { number url } }
}`;

export const HOLD = `mutation Hold($draft: ConvertPullRequestToDraftInput!, $comment: AddCommentInput!) {
  convertPullRequestToDraft(input: $draft) { pullRequest { id } }
  addComment(input: $comment) { clientMutationId }
}`;

export const RESUME = `mutation Resume($ready: MarkPullRequestReadyForReviewInput!, $comment: AddCommentInput!) {
  markPullRequestReadyForReview(input: $ready) { pullRequest { id } }
  addComment(input: $comment) { clientMutationId }
}`;

const PULL = z.object({ pullRequest: z.object({ number: z.int(), url: z.string() }) });

/** What each of the proposing mutations answers. */
export const PROPOSED = z.union([
  z.object({ createPullRequest: PULL }).transform((answer) => answer.createPullRequest.pullRequest),
  z.object({ updatePullRequest: PULL }).transform((answer) => answer.updatePullRequest.pullRequest),
]);
