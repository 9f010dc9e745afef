import { Refusal, unprocessable } from '../access/refusal.ts';
import { actor, demandWrite } from '../access/rights.ts';
import type { Stamp } from '../git/objects.ts';
import { editTree, type FileChange, isStorablePath } from '../git/tree-edit.ts';
import type { NewCommit } from '../git/write-object.ts';
import { commitContent, withSignature, writeObject } from '../git/write-object.ts';
import { addressesOf } from '../signature/verifier.ts';
import { WEB_FLOW } from '../signature/web-flow.ts';
import type { Context, Site } from '../site.ts';
import type { Account } from '../world/accounts.ts';
import type { Repository } from '../world/repositories.ts';
import { BRANCHES } from './ref-name.ts';
import { CONTENTS, moveRefs } from './refs.ts';

/** A commit to be made on top of a branch. */
export interface CommitOrder {
  readonly branch: string;
  readonly message: string;
  readonly changes: readonly FileChange[];
  /** The commit the branch must be at; any other refuses. Undefined takes what is there. */
  readonly expectedHead?: string | undefined;
  readonly author?: Stamp | undefined;
  readonly committer?: Stamp | undefined;
  /** Whether GitHub signs it, as it does for what it commits itself. */
  readonly isSigned: boolean;
}

/** Commits files on a branch and answers the commit's name. The first commit makes the branch. */
export async function commitFiles(
  context: Context,
  repository: Repository,
  order: CommitOrder,
): Promise<string> {
  demandWrite(context, repository, CONTENTS);
  const { site } = context;
  const git = site.git(repository);
  const name = BRANCHES + order.branch;
  const changes = await moveRefs(context, repository, async () => {
    const from = git.refs.get(name);
    checkHead(order, from, git.refs.matching(BRANCHES).length);
    const to = await writeCommit(context, repository, { order, parent: from });
    return [{ name, from, to }];
  });
  return changes[0]?.to ?? '';
}

/** The stamp of an account at a moment, with an address that is its own. */
export function stampOf(account: Account, date: number): Stamp {
  const [email = ''] = addressesOf(account);
  return { name: account.name ?? account.login, email, date };
}

/** The stamp of what GitHub commits itself. */
export function webFlowStamp(date: number): Stamp {
  return { ...WEB_FLOW, date };
}

/** Stores a commit, signed by GitHub where asked, and answers its name. */
export async function storeCommit(
  site: Site,
  repository: Repository,
  { commit, isSigned }: { commit: NewCommit; isSigned: boolean },
): Promise<string> {
  const plain = commitContent(commit);
  const content = isSigned ? withSignature(plain, await site.webFlow.signatureOver(plain)) : plain;
  return writeObject(site.git(repository).directory, 'commit', Buffer.from(content));
}

async function writeCommit(
  context: Context,
  repository: Repository,
  { order, parent }: { order: CommitOrder; parent: string | undefined },
): Promise<string> {
  const { site } = context;
  const git = site.git(repository);
  const { changes, message, isSigned } = order;
  const wrong = changes.find(({ path }) => !isStorablePath(path));
  if (wrong !== undefined)
    throw unprocessable(`path contains a malformed path component: ${wrong.path}`);
  const before = parent === undefined ? undefined : (await git.commit(parent))?.tree;
  const tree = await editTree(git, before, changes);
  const author = order.author ?? stampOf(actor(context), site.now());
  const committer = order.committer ?? (isSigned ? webFlowStamp(site.now()) : author);
  const parents = parent === undefined ? [] : [parent];
  return storeCommit(site, repository, {
    commit: { tree, parents, author, committer, message },
    isSigned,
  });
}

function checkHead(
  { branch, expectedHead }: CommitOrder,
  head: string | undefined,
  branches: number,
): void {
  if (head === undefined && branches > 0) {
    throw new Refusal(404, `Branch ${branch} not found`);
  }
  if (expectedHead !== undefined && expectedHead !== head) {
    throw new Refusal(
      409,
      `Expected branch to point to "${expectedHead}" but it did not.  Pull and try again.`,
      { type: 'STALE_DATA' },
    );
  }
}
