import type { Placement } from '../../domain/placement.ts';
import { codes, link, say } from '../../domain/prose.ts';
import type { Ports } from '../../plugin/ports.ts';
import type { Proposal, ProposalView } from '../../plugin/proposals.ts';
import type { Addition } from './additions.ts';
import { availabilityOf, wronglyServed } from './availability.ts';
import { foreignEntries, listState } from './list-state.ts';

/** How things stand while the list does not say yet what was approved. */
export async function beforeMerge(
  view: ProposalView,
  additions: readonly Addition[],
  ports: Pick<Ports, 'publicRegistry'>,
): Promise<Placement> {
  const placement = proposed(view, additions);
  return placement.state === 'absent' ? unlessTaken(placement, additions, ports) : placement;
}

function proposed(
  { base, proposal, head }: ProposalView,
  additions: readonly Addition[],
): Placement {
  if (proposal === undefined)
    return { state: 'absent', reason: say`the pull request is about to be opened` };
  const pull = link(`the pull request`, proposal.address);
  if (proposal.state === 'closed')
    return {
      state: 'underway',
      needsYou: true,
      reason: say`${pull} was closed without being merged`,
      advice: [say`reopen it there`],
    };
  if (proposal.state === 'merged')
    return {
      state: 'different',
      reason: say`${pull} was merged, but the list does not hold what was approved`,
    };
  if (listState(head?.text, additions).says !== 'all')
    return { state: 'absent', reason: say`${pull} is about to be brought up to date` };
  const foreign = foreignEntries({ base: base.file?.text, head: head?.text }, additions);
  if (foreign.length > 0)
    return {
      state: 'different',
      reason: say`${pull} holds what nobody approved: ${codes(foreign)}`,
      advice: [say`close it, or take that out of its branch`],
    };
  return openPlacement(proposal);
}

/** A tag that production serves already, with something else, can never be promoted. */
async function unlessTaken(
  placement: Placement,
  additions: readonly Addition[],
  { publicRegistry }: Pick<Ports, 'publicRegistry'>,
): Promise<Placement> {
  const taken = wronglyServed(await availabilityOf(additions, publicRegistry));
  return taken === undefined ? placement : { state: 'different', reason: taken };
}

function openPlacement(proposal: Proposal): Placement {
  const pull = link(
    `${proposal.isDraft ? 'held: ' : ''}pull request #${proposal.number}`,
    proposal.address,
  );
  return {
    state: 'underway',
    needsYou: true,
    held: proposal.isDraft,
    reason: proposal.isDraft ? say`${pull} cannot be merged` : say`${pull} waits for a review`,
    advice: proposal.isDraft ? [] : [say`a reviewer there approves and merges it`],
  };
}
