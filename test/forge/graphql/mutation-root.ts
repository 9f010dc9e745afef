import { commentMutations } from './comment-mutations.ts';
import { gitMutations } from './git-mutations.ts';
import { issueMutations } from './issue-mutations.ts';
import type { GraphContext, Node } from './node.ts';
import { pullMutations } from './pull-mutations.ts';

/** The fields a mutation begins with. GraphQL runs several of them one after another. */
export function mutationRoot(context: GraphContext): Node {
  return {
    ...commentMutations(context),
    ...gitMutations(context),
    ...issueMutations(context),
    ...pullMutations(context),
  };
}
