import type { Digest } from '../../domain/digest.ts';
import { RingmasterError } from '../../domain/errors.ts';
import { formatReference } from '../../images/reference.ts';
import { promotionTitle } from '../../publishers/image-promotion/words.ts';
import { remark } from '../../terminal.ts';
import { bodyOf } from './body.ts';
import type { Doors } from './doors.ts';
import type { Outcome } from './outcome.ts';
import type { Plan } from './plan.ts';
import { explained } from './refusals.ts';
import { type Mine, nameOf } from './standing.ts';
import type { Wish } from './wish.ts';

/**
 * Opens the pull request of a plan, or brings it up to date.
 * @throws RingmasterError whatever GitHub refuses, with advice for somebody at a terminal.
 */
export async function propose(
  { wish, plan, mine }: { readonly wish: Wish; readonly plan: Plan; readonly mine: Mine },
  { server }: Pick<Doors, 'server'>,
): Promise<Outcome> {
  const { target, list: path } = wish;
  const { proposals, branch, view, head } = mine;
  const isNew = plan.step === 'open';
  remark(`${isNew ? 'opening' : 'updating'} the pull request from ${nameOf(head)}:${branch}`);
  const draft = {
    branch,
    path,
    content: plan.content,
    title: promotionTitle(wish.project, plan.additions),
    body: bodyOf(wish, plan, { server }),
  };
  try {
    const pullRequest = await proposals.propose(target, draft, view);
    return {
      outcome: isNew ? 'opened' : 'updated',
      message: `${isNew ? 'opened' : 'updated'} ${pullRequest.address}`,
      pullRequest,
    };
  } catch (error) {
    throw explained(error, { fork: head, target, server });
  }
}

/**
 * Asks staging once more, since a person may have thought for an hour before
 * agreeing: what was shown is what is promoted, or nothing is.
 * @throws RingmasterError `overtaken` where a tag means something else by now.
 */
export async function stillThere(
  { additions }: Pick<Plan, 'additions'>,
  { registry }: Pick<Doors, 'registry'>,
): Promise<void> {
  for (const { promotion, image, tag, digest } of additions) {
    const { host, path } = promotion.from;
    const reference = { host, path: path === '' ? image : `${path}/${image}`, tag };
    const now: Digest | undefined = await registry.digest(reference);
    if (now === digest) continue;
    const message = `${formatReference(reference)} has moved while you were asked`;
    throw new RingmasterError('overtaken', message, { advice: 'Run the same command again' });
  }
}
