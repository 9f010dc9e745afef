import { z } from 'zod';
import { actor } from '../access/rights.ts';
import { createIssue, deleteIssue, editIssue } from '../actions/issues.ts';
import { readNodeId } from '../world/node-id.ts';
import { existing } from '../world/world.ts';
import { actorNode } from './actor-node.ts';
import { issueWithId, repositoryWithId, unknownNode } from './find-node.ts';
import { issueOrPullNode } from './issue-node.ts';
import { mutation } from './mutation.ts';
import type { GraphContext, Node } from './node.ts';

const IDS = z.array(z.string()).nullish();
const CREATE = z.object({
  repositoryId: z.string(),
  title: z.string(),
  body: z.string().nullish(),
  labelIds: IDS,
});
const UPDATE = z.object({
  id: z.string(),
  title: z.string().nullish(),
  body: z.string().nullish(),
  state: z.enum(['OPEN', 'CLOSED']).nullish(),
  labelIds: IDS,
});
const CLOSE = z.object({
  issueId: z.string(),
  stateReason: z.enum(['COMPLETED', 'NOT_PLANNED', 'DUPLICATE']).nullish(),
});
const ISSUE = z.object({ issueId: z.string() });

const REASONS = {
  COMPLETED: 'completed',
  NOT_PLANNED: 'not_planned',
  DUPLICATE: 'duplicate',
} as const;

/** Mutations of issues. */
export function issueMutations(context: GraphContext): Node {
  return {
    createIssue: mutation(context, { name: 'createIssue', input: CREATE }, async (input) => {
      const issue = await createIssue(context, repositoryWithId(context, input.repositoryId), {
        title: input.title,
        body: input.body ?? undefined,
        labels: labelNames(context, input.labelIds),
      });
      return { issue: () => issueOrPullNode(context, issue) };
    }),

    updateIssue: mutation(context, { name: 'updateIssue', input: UPDATE }, async (input) => {
      const issue = await editIssue(context, issueWithId(context, input.id), {
        title: input.title ?? undefined,
        body: input.body ?? undefined,
        state: stateWord(input.state),
        labels: labelNames(context, input.labelIds),
      });
      return {
        issue: () => issueOrPullNode(context, issue),
        actor: () => actorNode(context, actor(context)),
      };
    }),

    closeIssue: mutation(context, { name: 'closeIssue', input: CLOSE }, async (input) => {
      const stateReason = REASONS[input.stateReason ?? 'COMPLETED'];
      const edit = { state: 'closed', stateReason } as const;
      const issue = await editIssue(context, issueWithId(context, input.issueId), edit);
      return { issue: () => issueOrPullNode(context, issue) };
    }),

    reopenIssue: mutation(context, { name: 'reopenIssue', input: ISSUE }, async ({ issueId }) => {
      const issue = await editIssue(context, issueWithId(context, issueId), { state: 'open' });
      return { issue: () => issueOrPullNode(context, issue) };
    }),

    deleteIssue: mutation(context, { name: 'deleteIssue', input: ISSUE }, ({ issueId }) => {
      const issue = issueWithId(context, issueId);
      const repository = existing(context.site.world.repositories, issue.repositoryId);
      deleteIssue(context, issue);
      return { repository: () => context.up.repository(repository) };
    }),
  };
}

/** GraphQL's word for a state, in those of REST. */
export function stateWord(
  state: 'OPEN' | 'CLOSED' | null | undefined,
): 'open' | 'closed' | undefined {
  if (state == null) return undefined;
  return state === 'OPEN' ? 'open' : 'closed';
}

/** The names of labels that are given by their node ids. */
export function labelNames(
  { site }: GraphContext,
  ids: readonly string[] | null | undefined,
): string[] | undefined {
  return ids?.map((id) => {
    const key = readNodeId(id);
    const label = key?.kind === 'Label' ? site.world.labels.get(key.id) : undefined;
    if (label === undefined) throw unknownNode(id);
    return label.name;
  });
}
