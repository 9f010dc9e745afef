import { z } from 'zod';
import { notFound, Refusal, unprocessable } from '../access/refusal.ts';
import { canSee } from '../access/rights.ts';
import { commitFiles } from '../actions/commit-files.ts';
import { createRef, deleteRef, updateRef } from '../actions/refs.ts';
import type { Repository } from '../world/repositories.ts';
import { refWithId, repositoryWithId } from './find-node.ts';
import { commitNode } from './git-nodes.ts';
import { mutation } from './mutation.ts';
import type { GraphContext, Node } from './node.ts';
import { refNode } from './ref-node.ts';

const CREATE_REF = z.object({ repositoryId: z.string(), name: z.string(), oid: z.string() });
const UPDATE_REF = z.object({ refId: z.string(), oid: z.string(), force: z.boolean().nullish() });
const DELETE_REF = z.object({ refId: z.string() });
const FILES = z.object({
  additions: z.array(z.object({ path: z.string(), contents: z.string() })).nullish(),
  deletions: z.array(z.object({ path: z.string() })).nullish(),
});
const BRANCH = z.object({
  id: z.string().nullish(),
  repositoryNameWithOwner: z.string().nullish(),
  branchName: z.string().nullish(),
});
const COMMIT = z.object({
  branch: BRANCH,
  message: z.object({ headline: z.string(), body: z.string().nullish() }),
  fileChanges: FILES.nullish(),
  expectedHeadOid: z.string(),
});

/** Mutations of what git stores. */
export function gitMutations(context: GraphContext): Node {
  return {
    createRef: mutation(context, { name: 'createRef', input: CREATE_REF }, async (input) => {
      const repository = repositoryWithId(context, input.repositoryId);
      await createRef(context, repository, input).catch((error: unknown) => {
        throw inOtherWords(error, input.name);
      });
      return { ref: () => refNode({ context, repository }, input.name) };
    }),

    updateRef: mutation(context, { name: 'updateRef', input: UPDATE_REF }, async (input) => {
      const { repository, thing: name } = refWithId(context, input.refId);
      await updateRef(context, repository, { name, oid: input.oid, force: input.force ?? false });
      return { ref: () => refNode({ context, repository }, name) };
    }),

    deleteRef: mutation(context, { name: 'deleteRef', input: DELETE_REF }, async ({ refId }) => {
      const { repository, thing: name } = refWithId(context, refId);
      await deleteRef(context, repository, name);
      return {};
    }),

    createCommitOnBranch: mutation(
      context,
      { name: 'createCommitOnBranch', input: COMMIT },
      (input) => commitOnBranch(context, input),
    ),
  };
}

async function commitOnBranch(
  context: GraphContext,
  { branch, message, fileChanges, expectedHeadOid }: z.infer<typeof COMMIT>,
): Promise<Node> {
  const { repository, name } = branchMeant(context, branch);
  const { additions, deletions } = fileChanges ?? {};
  const git = context.site.git(repository);
  if (git.refs.get(`refs/heads/${name}`) === undefined) {
    throw notFound(`No such branch: ${name}`);
  }
  const oid = await commitFiles(context, repository, {
    branch: name,
    message: message.body ? `${message.headline}\n\n${message.body}` : message.headline,
    changes: [
      ...(deletions ?? []).map(({ path }) => ({ path, content: undefined })),
      ...(additions ?? []).map(({ path, contents }) => ({
        path,
        content: Buffer.from(contents, 'base64'),
      })),
    ],
    expectedHead: expectedHeadOid,
    isSigned: true,
  });
  const shelf = { context, repository };
  return { commit: () => commitNode(shelf, oid), ref: () => refNode(shelf, `refs/heads/${name}`) };
}

/** A branch is named by its node id, or by repository and name. */
function branchMeant(
  context: GraphContext,
  { id, repositoryNameWithOwner, branchName }: z.infer<typeof BRANCH>,
): { repository: Repository; name: string } {
  if (id != null) {
    const { repository, thing } = refWithId(context, id);
    return { repository, name: thing.replace(/^refs\/heads\//, '') };
  }
  const [owner = '', name = ''] = (repositoryNameWithOwner ?? '').split('/');
  const repository = context.site.world.repositoryNamed(owner, name);
  if (repository === undefined || !canSee(context, repository)) {
    throw notFound(`Could not resolve to a Repository with the name '${owner}/${name}'.`);
  }
  if (branchName == null) throw unprocessable('A branch name is required.');
  return { repository, name: branchName.replace(/^refs\/heads\//, '') };
}

function inOtherWords(error: unknown, name: string): unknown {
  if (!(error instanceof Refusal) || error.message !== 'Reference already exists') return error;
  return unprocessable(`A ref named "${name}" already exists in the repository.`);
}
