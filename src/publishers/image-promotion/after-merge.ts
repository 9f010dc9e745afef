import type { Placement } from '../../domain/placement.ts';
import { code, codes, link, type Prose, say } from '../../domain/prose.ts';
import type { Ports } from '../../plugin/ports.ts';
import type { CommitStatus, ProposalView, Target } from '../../plugin/proposals.ts';
import type { Addition } from './additions.ts';
import { availabilityOf, wronglyServed } from './availability.ts';

interface Merged {
  readonly target: Target;
  readonly additions: readonly Addition[];
  readonly job: string;
}

/** How things stand once the list says what was approved: a merge alone serves nobody. */
export async function afterMerge(
  view: ProposalView,
  { target, additions, job }: Merged,
  { proposals, publicRegistry }: Pick<Ports, 'proposals' | 'publicRegistry'>,
): Promise<Placement> {
  const available = await availabilityOf(additions, publicRegistry);
  const wrong = wronglyServed(available);
  if (wrong !== undefined) return { state: 'different', reason: wrong };
  const late = available.filter(({ found }) => found === undefined);
  const addresses = available.map(({ reference }) => ({ label: reference }));
  if (late.length === 0) return { state: 'same', reason: say`in production`, addresses };
  const statuses = await jobStatuses(view, { target, proposals });
  return waiting(view, {
    late: late.map(({ reference }) => reference),
    status: statuses.find(({ context }) => context === job),
  });
}

async function jobStatuses(
  { proposal }: ProposalView,
  { target, proposals }: { readonly target: Target; readonly proposals: Ports['proposals'] },
): Promise<readonly CommitStatus[]> {
  return proposal?.mergeCommit === undefined
    ? []
    : proposals.statuses(target, proposal.mergeCommit);
}

function waiting(
  { proposal }: ProposalView,
  { late, status }: { readonly late: readonly string[]; readonly status: CommitStatus | undefined },
): Placement {
  const merged =
    proposal === undefined
      ? say`listed`
      : say`${link(`#${proposal.number}`, proposal.address)} merged`;
  const missing = codes(late);
  const reason = say`${merged}, not available yet: ${missing}${aboutJob(status)}`;
  const broken = status?.state === 'failure' || status?.state === 'error';
  return {
    state: 'underway',
    needsYou: broken,
    reason,
    advice: broken
      ? [say`somebody who looks after the promotion job reads its log and runs it again`]
      : [],
  };
}

function aboutJob(status: CommitStatus | undefined): Prose {
  if (status === undefined) return [];
  const name =
    status.address === undefined ? code(status.context) : link(status.context, status.address);
  switch (status.state) {
    case 'pending':
      return say` · ${name} is running`;
    case 'success':
      return say` · ${name} has succeeded, the registry follows`;
    default:
      return say` · ${name} has failed: ${status.description}`;
  }
}
