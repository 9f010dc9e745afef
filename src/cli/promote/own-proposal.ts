import type { Promoted } from '../../publishers/image-promotion/additions.ts';
import { foreignEntries, listState } from '../../publishers/image-promotion/list-state.ts';
import type { Standing } from './standing.ts';

/** What is to be done with our own pull request, and what speaks against it. */
interface Existing {
  readonly step: 'open' | 'update' | 'none';
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

const FRESH: Existing = { step: 'open', problems: [], warnings: [] };

/**
 * Compares our open pull request, where there is one, with what it should hold.
 * A tag that has moved in staging since is brought up to date. What it promotes
 * beside is never taken out of it silently: somebody may wait for that.
 */
export function existingProposal({ mine }: Standing, additions: readonly Promoted[]): Existing {
  const proposal = mine?.view.proposal;
  if (mine === undefined || proposal?.state !== 'open') return FRESH;
  const { base, head } = mine.view;
  const foreign = foreignEntries({ base: base.file?.text, head: head?.text }, additions);
  const wanted = new Set(additions.map(({ image, tag }) => `${image}:${tag}`));
  const moved = foreign.filter((each) => wanted.has(each));
  const others = foreign.filter((each) => !wanted.has(each));
  const isWhole = moved.length === 0 && listState(head?.text, additions).says === 'all';
  const name = `#${proposal.number} (${proposal.address})`;
  return {
    step: isWhole ? 'none' : 'update',
    problems:
      others.length === 0 || additions.length === 0
        ? []
        : [
            `${name} promotes ${others.join(', ')} too: name that as well with --image and --tag, or close it first`,
          ],
    warnings: moved.map((each) => `${each} has moved in staging since ${name} was opened`),
  };
}
