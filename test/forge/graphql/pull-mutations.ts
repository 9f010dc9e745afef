import { z } from 'zod';
import { editPull, setDraft } from '../actions/edit-pull.ts';
import { createPull, headNamed } from '../actions/pulls.ts';
import type { PullRequest } from '../world/issues.ts';
import { pullWithId, repositoryWithId } from './find-node.ts';
import { labelNames, stateWord } from './issue-mutations.ts';
import { pullNode } from './issue-node.ts';
import { mutation } from './mutation.ts';
import type { GraphContext, Node } from './node.ts';

const CREATE = z.object({
  repositoryId: z.string(),
  headRepositoryId: z.string().nullish(),
  headRefName: z.string(),
  baseRefName: z.string(),
  title: z.string(),
  body: z.string().nullish(),
  draft: z.boolean().nullish(),
  maintainerCanModify: z.boolean().nullish(),
});
const UPDATE = z.object({
  pullRequestId: z.string(),
  title: z.string().nullish(),
  body: z.string().nullish(),
  baseRefName: z.string().nullish(),
  state: z.enum(['OPEN', 'CLOSED']).nullish(),
  labelIds: z.array(z.string()).nullish(),
});
const PULL = z.object({ pullRequestId: z.string() });

/** Mutations of pull requests. */
export function pullMutations(context: GraphContext): Node {
  const changing = (name: string, change: (issue: PullRequest) => Promise<PullRequest>) =>
    mutation(context, { name, input: PULL }, async ({ pullRequestId }) => {
      const issue = await change(pullWithId(context, pullRequestId));
      return { pullRequest: () => pullNode(context, issue) };
    });
  return {
    createPullRequest: mutation(context, { name: 'createPullRequest', input: CREATE }, (input) =>
      create(context, input),
    ),

    updatePullRequest: mutation(
      context,
      { name: 'updatePullRequest', input: UPDATE },
      async (input) => {
        const issue = await editPull(context, pullWithId(context, input.pullRequestId), {
          title: input.title ?? undefined,
          body: input.body ?? undefined,
          base: input.baseRefName ?? undefined,
          state: stateWord(input.state),
          labels: labelNames(context, input.labelIds),
        });
        return { pullRequest: () => pullNode(context, issue) };
      },
    ),

    closePullRequest: changing('closePullRequest', (issue) =>
      editPull(context, issue, { state: 'closed' }),
    ),

    reopenPullRequest: changing('reopenPullRequest', (issue) =>
      editPull(context, issue, { state: 'open' }),
    ),

    convertPullRequestToDraft: changing('convertPullRequestToDraft', (issue) =>
      setDraft(context, issue, true),
    ),

    markPullRequestReadyForReview: changing('markPullRequestReadyForReview', (issue) =>
      setDraft(context, issue, false),
    ),
  };
}

async function create(context: GraphContext, input: z.infer<typeof CREATE>): Promise<Node> {
  const repository = repositoryWithId(context, input.repositoryId);
  const { headRepositoryId, headRefName } = input;
  const head =
    headRepositoryId == null
      ? headNamed(context, repository, headRefName)
      : {
          repository: repositoryWithId(context, headRepositoryId),
          branch: headRefName.replace(/^[^:]+:/, ''),
        };
  const issue = await createPull(context, repository, {
    title: input.title,
    body: input.body ?? undefined,
    base: input.baseRefName.replace(/^refs\/heads\//, ''),
    headRepository: head.repository,
    head: head.branch.replace(/^refs\/heads\//, ''),
    draft: input.draft ?? false,
    maintainerCanModify: input.maintainerCanModify ?? true,
  });
  return { pullRequest: () => pullNode(context, issue) };
}
