import type { Thread } from '../../stage/scene.ts';
import { BEFORE, PROJECT } from '../../stage/scenery.ts';
import type { Player } from './accounts.ts';
import { releaseId, threadId, threadName } from './addresses.ts';
import { type Move, movesFor, pullIn, sayMove } from './moves.ts';
import type { Sight } from './sight.ts';
import { type RingMark, type Tracking, trackingIn } from './tracking.ts';

/** What is to be done next, in words and as clicks. */
export interface Guide {
  readonly kind: 'start' | 'important' | 'caution' | 'note' | 'over';
  readonly title: string;
  /** Markdown. */
  readonly says: string;
  readonly moves: readonly Move[];
  readonly rings: readonly RingMark[];
  /** The place on the page that is worth a look first. */
  readonly look: Look | undefined;
}

export interface Look {
  /** An element's. */
  readonly id: string;
  readonly label: string;
}

/** The next step of the release as the tracking issue words it, with the clicks that take it. */
export function guideFor(sight: Sight, viewer: Player): Guide {
  const tracking = trackingIn(sight.scene);
  if (tracking === undefined) return beginning(sight);
  const { callout, rings, thread } = tracking;
  if (thread.state === 'closed')
    return { kind: 'over', title: 'Over', says: '', moves: [], rings, look: undefined };
  const text = callout?.text ?? '';
  const moves = movesFor(text, { sight, tracking, viewer });
  return {
    kind: kindOf(callout),
    title: callout?.word ?? 'Next',
    says: text,
    moves,
    rings,
    look: lookFor(moves, { tracking, pull: pullIn(text, sight) }),
  };
}

function lookFor(
  moves: readonly Move[],
  { tracking, pull }: { readonly tracking: Tracking; readonly pull: Thread | undefined },
): Look | undefined {
  if (moves.some(({ act }) => act === 'push-tags'))
    return { id: 'by-hand', label: 'See the commands' };
  if (pull !== undefined) return { id: threadId(pull), label: `Look at ${threadName(pull)}` };
  const draft = moves.find(({ act }) => act === 'publish-release')?.fields.tag;
  if (draft !== undefined) return { id: releaseId(draft), label: 'Read the draft' };
  const { card } = tracking;
  return card && { id: `comment-${card.id}`, label: 'See the card' };
}

const COMMAND = '/release new v0.1.0';
const PROPOSAL = { title: 'Time for a release?', body: 'Three changes are waiting.' };
const RINGS = ['propose', 'stage', 'ship'].map((name) => ({ name, isDone: false }));

/** Before there is a tracking issue. */
function beginning({ scene }: Sight): Guide {
  const common = { kind: 'start', title: 'Begin here', rings: RINGS, look: undefined } as const;
  const issue = scene.threads.find(
    ({ diff, repository, state }) =>
      diff === undefined && repository === PROJECT && state === 'open',
  );
  if (issue !== undefined)
    return {
      ...common,
      says: `${threadName(issue)} is open and proposes nothing yet: an owner says \`${COMMAND}\` there.`,
      moves: [sayMove(COMMAND, { on: issue, as: 'alice' })],
    };
  const fields = { ...PROPOSAL, command: COMMAND };
  return {
    ...common,
    says: `Nothing is being released. Three changes were merged since \`v${BEFORE}\`: an owner opens an issue and says \`${COMMAND}\` on it.`,
    moves: [{ label: `Open an issue, say \`${COMMAND}\``, as: 'alice', act: 'propose', fields }],
  };
}

function kindOf(callout: Tracking['callout']): Guide['kind'] {
  return callout?.kind === 'caution' || callout?.kind === 'important' ? callout.kind : 'note';
}
