import type { Action } from '../../../src/domain/decide.ts';
import type { Entry, JournalEvent } from '../../../src/domain/journal.ts';
import type { Person } from '../../../src/domain/release.ts';
import { candidateSeenBy } from '../../../src/domain/remarks.ts';
import type { Signoff } from '../../../src/domain/signoff.ts';
import { BOB, candidate, signoff } from '../../support/release.ts';
import { next, noted, read } from './journal.ts';
import type { Sight } from './look.ts';
import type { Place, SmallWorld, State } from './state.ts';

/** A state, and the journal by one way that leads there. */
export interface Node {
  readonly state: State;
  readonly entries: readonly Entry[];
}

/** Something that may happen, and where it leads. */
export interface Edge {
  readonly label: string;
  readonly to: Node;
}

/** All that may happen next, be it done by people, by machines or by Ringmaster after a look. */
export function edges(world: SmallWorld, node: Node, sight: Sight): readonly Edge[] {
  if (node.state.isClosed) return [];
  return [
    ...outside(world, node),
    ...world.voters.flatMap((by) => speech(world, node, by)),
    ...cut(world, node),
    ...carded(node),
    ...(sight.node.entries === node.entries ? [] : [{ label: 'look', to: sight.node }]),
    ...sight.decision.actions.flatMap((action) => carriedOut(sight.node, action)),
  ];
}

/** Whatever the outside may do, at any moment: no answer and no place is for ever. */
function outside(world: SmallWorld, { state, entries }: Node): readonly Edge[] {
  const becomes = (label: string, change: Partial<State>): Edge => ({
    label,
    to: { state: { ...state, ...change }, entries },
  });
  const answers = Object.entries(world.answers).flatMap(([step, possible]) =>
    possible
      .filter((answer) => answer !== state.answers[step])
      .map((answer) =>
        becomes(`${step} ${answer}`, { answers: { ...state.answers, [step]: answer } }),
      ),
  );
  const places = Object.entries(world.places).flatMap(([step, possible]) =>
    possible
      .filter((place) => place !== state.places[step])
      .map((place) => becomes(`${step} ${place}`, { places: { ...state.places, [step]: place } })),
  );
  const tag = becomes('the tag moves', { tag: state.tag === 'a' ? 'b' : 'a' });
  const roster = becomes('the roster changes', { hasLeft: !state.hasLeft });
  return [
    ...answers,
    ...places,
    ...(world.tagStep === undefined ? [] : [tag]),
    ...(world.leaver === undefined ? [] : [roster]),
  ];
}

/** Somebody agrees, takes it back, or edits a comment in which they agreed. */
function speech(world: SmallWorld, { state, entries }: Node, by: Person): readonly Edge[] {
  const said = state.voices[by.login] ?? [];
  const { at, id } = next(entries);
  const { step } = world.ballot;
  const says = (label: string, voice: readonly number[], event: JournalEvent): Edge => ({
    label: `${by.login} ${label}`,
    to: {
      state: { ...state, voices: { ...state.voices, [by.login]: voice } },
      entries: noted(entries, [event]),
    },
  });
  const words = (choice: Signoff['choice']): JournalEvent => {
    const seen = candidateSeenBy(read(entries), { id, at });
    const more = { id: `${id}/1/${step}`, comment: id, at, step, choice, candidate: seen };
    return { kind: 'signed', signoff: signoff(by, more) };
  };
  const agrees = said.at(-1) !== state.shown;
  return [
    ...(agrees ? [says('agrees', [...said, state.shown], words('approve'))] : []),
    ...(said.length > 0 ? [says('cancels', [], words('cancel'))] : []),
    ...supportOf(entries, by).map((comment, index) =>
      says(`edits ${index}`, said.toSpliced(index, 1), {
        kind: 'withdrawn',
        comment,
        because: 'edited',
      }),
    ),
  ];
}

/** Comments in which somebody agrees that still stand, oldest first. */
function supportOf(entries: readonly Entry[], by: Person): readonly number[] {
  const own = read(entries).signoffs.filter((each) => each.by.id === by.id);
  const since = own.slice(own.findLastIndex(({ choice }) => choice === 'cancel') + 1);
  return since.map(({ comment }) => comment);
}

function cut({ candidates }: SmallWorld, { state, entries }: Node): readonly Edge[] {
  const n = state.candidate + 1;
  if (n > candidates) return [];
  const begun = { candidate: n, pinned: undefined, hasMoved: false, ring: 0 };
  const event: JournalEvent = { kind: 'candidate', candidate: candidate({ n, cutBy: BOB }) };
  return [
    { label: '/rc', to: { state: { ...state, ...begun }, entries: noted(entries, [event]) } },
  ];
}

function carded({ state, entries }: Node): readonly Edge[] {
  if (state.shown === state.candidate) return [];
  const { at, id } = next(entries);
  const event: JournalEvent = { kind: 'shown', candidate: state.candidate, comment: id, at };
  const to = { state: { ...state, shown: state.candidate }, entries: noted(entries, [event]) };
  return [{ label: 'card', to }];
}

/** An action and what may come of it: it is done, or nobody knows. */
export function carriedOut({ state, entries }: Node, action: Action): readonly Edge[] {
  const { candidate: n } = state;
  switch (action.do) {
    case 'open-ring': {
      const event: JournalEvent = { kind: 'ring', candidate: n, ring: action.ring };
      const to = { state: { ...state, ring: state.ring + 1 }, entries: noted(entries, [event]) };
      return [{ label: `open ${action.ring}`, to }];
    }
    case 'close': {
      const event: JournalEvent = { kind: 'closed', as: 'released' };
      const to = { state: { ...state, isClosed: true }, entries: noted(entries, [event]) };
      return [{ label: 'close', to }];
    }
    case 'mend':
      return [];
    default: {
      const { name } = action.row.step;
      return OUTCOMES[action.do].map((place) => ({
        label: `${action.do} ${name}: ${place}`,
        to: { state: { ...state, places: { ...state.places, [name]: place } }, entries },
      }));
    }
  }
}

const OUTCOMES: Readonly<Record<'draft' | 'publish' | 'hold' | 'resume', readonly Place[]>> = {
  draft: ['drafted', 'unknown'],
  publish: ['underway', 'unproven', 'proven', 'unknown'],
  hold: ['held', 'unknown'],
  resume: ['underway', 'proven', 'unknown'],
};
