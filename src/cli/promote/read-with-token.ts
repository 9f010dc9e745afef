import { readListSite } from '../../adapters/github/list-site.ts';
import { githubProposals } from '../../adapters/github/proposals.ts';
import { whoAmI } from '../../adapters/github/proposers.ts';
import { RingmasterError } from '../../domain/errors.ts';
import type { Target } from '../../plugin/proposals.ts';
import { remark } from '../../terminal.ts';
import type { Doors } from './doors.ts';
import { explained, isMissing } from './refusals.ts';
import { type Mine, manifestPath, nameOf, type Standing } from './standing.ts';
import type { Wish } from './wish.ts';

/** How many promotions of one tag have a branch of their own, each begun after the one before was closed. */
const MOST_BRANCHES = 20;

/** Reads the list and our own branch in one request, and what stands around them in another at the same time. */
export async function readWithToken(wish: Wish, doors: Doors): Promise<Standing> {
  const { octokit, server } = doors;
  const { target } = wish;
  const fork = wish.fork ?? (await ownFork(wish, doors));
  try {
    const [mine, site] = await Promise.all([
      withFork({ wish, doors, head: fork }),
      readListSite(octokit, target, manifestPath(wish.list)),
    ]);
    const { view, head } = mine;
    const isReal = head === fork;
    return {
      text: view.base.file?.text,
      manifest: site.beside,
      pulls: site.pulls,
      mine: isReal ? mine : undefined,
    };
  } catch (error) {
    throw explained(error, { fork, target, server });
  }
}

/** Whoever the token belongs to has a fork of the same name. */
async function ownFork({ target }: Wish, { octokit, server }: Doors): Promise<Target> {
  try {
    return { owner: await whoAmI(octokit), name: target.name };
  } catch (error) {
    throw explained(error, { fork: target, target, server });
  }
}

interface Place {
  readonly wish: Wish;
  readonly doors: Doors;
  readonly head: Target;
}

/** Whoever only looks needs no fork yet: then the list is read as if the target were its own fork. */
async function withFork(place: Place): Promise<Mine> {
  const { wish, doors, head } = place;
  try {
    return await freeBranch(place);
  } catch (error) {
    if (wish.act !== 'look' || !isMissing(error, head)) throw error;
    const page = `${doors.server}/${nameOf(wish.target)}/fork`;
    remark(`there is no ${nameOf(head)}: before --pull-request, make the fork at ${page}`);
    return freeBranch({ ...place, head: wish.target });
  }
}

/**
 * The branch of this promotion: the one with an open pull request, or the first that
 * none was made from. What was merged or closed stays as it is, for on top of it the
 * same lines would be in conflict with the list as it is now.
 */
async function freeBranch({ wish, doors, head }: Place): Promise<Mine> {
  const { octokit } = doors;
  const proposals = githubProposals(async () => ({ octokit, head }));
  const stem = branchOf(wish);
  for (let n = 1; n <= MOST_BRANCHES; n += 1) {
    const branch = n === 1 ? stem : `${stem}-${n}`;
    const view = await proposals.look(wish.target, { branch, path: wish.list });
    const { proposal } = view;
    if (proposal === undefined || proposal.state === 'open')
      return { proposals, head, branch, view };
    remark(`#${proposal.number} was ${proposal.state}: ${proposal.address}`);
  }
  throw new RingmasterError('outside-refused', `${stem} and all its successors are used up`, {
    advice: 'Look why so many pull requests for this tag were closed',
  });
}

/** As kpromo names it, so that each finds what was begun with the other. */
function branchOf({ project, tags }: Wish): string {
  const tag = tags[0]?.tag ?? '';
  // Git takes no two dots in a row, an image tag does.
  return `${project}-${tag.replace(/\.{2,}/g, '.')}-image-promotion`;
}
