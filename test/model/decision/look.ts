import { type Decision, type DecisionView, decide, wanted } from '../../../src/domain/decide.ts';
import { compareFacts, type FactSeen } from '../../../src/domain/facts.ts';
import type { History } from '../../../src/domain/history.ts';
import type { Entry, JournalEvent } from '../../../src/domain/journal.ts';
import type { Step } from '../../../src/domain/process.ts';
import { say } from '../../../src/domain/prose.ts';
import { changesTheWorld, type Observation } from '../../../src/domain/rows.ts';
import { standing } from '../../../src/domain/signoff.ts';
import type { Verdict, VerdictState } from '../../../src/domain/verdict.ts';
import approve from '../../../src/gates/approve.ts';
import { candidate, NOW, ports, view as releaseView } from '../../support/release.ts';
import { noted, read, TAG } from './journal.ts';
import { placed } from './placed.ts';
import type { SmallWorld, State } from './state.ts';
import { afterLooks, inTheWay } from './truth.ts';

/** What a look at everything brings: what was seen, what is journaled of it, what is decided. */
export interface Sight {
  /** The state and the journal with what this look adds to them. */
  readonly node: { readonly state: State; readonly entries: readonly Entry[] };
  readonly view: DecisionView;
  readonly decision: Decision;
}

/** Looks at whatever the decision wants to know, notes facts, and looks on until nothing is new. */
export async function look(
  world: SmallWorld,
  before: State,
  journal: readonly Entry[],
): Promise<Sight> {
  let entries = journal;
  let state = before;
  const observed = new Map<string, Observation>();
  for (;;) {
    const history = read(entries);
    const view = viewOf(world, history, observed);
    const steps = wanted(view);
    if (steps.some(({ name }) => observed.has(name))) throw new Error('asked for the same twice');
    if (steps.length === 0) return { node: { state, entries }, view, decision: decide(view) };
    for (const step of steps) observed.set(step.name, await seen(world, state, { step, history }));
    const events = steps.flatMap((step) =>
      factEvents({ world, state, history, step }, observed.get(step.name)),
    );
    entries = events.length > 0 ? noted(entries, events) : entries;
    state = afterLooks(world, state, steps);
  }
}

/** What `decide` is told. */
export function viewOf(
  { process, artifacts }: SmallWorld,
  { candidates, closed, objections, waivers }: History,
  observed: ReadonlyMap<string, Observation>,
): DecisionView {
  const current = candidates.at(-1);
  if (current === undefined) throw new TypeError('there is no candidate');
  return { process, artifacts, current, observed, now: NOW, closed, objections, waivers };
}

interface Asked {
  readonly step: Step;
  readonly history: History;
}

async function seen(world: SmallWorld, state: State, asked: Asked): Promise<Observation> {
  const { step } = asked;
  if (changesTheWorld(step.verb)) {
    const place = state.places[step.name] ?? 'unknown';
    if (place !== 'drafted' || step.by === undefined) return placed(place);
    const options = { count: 1, group: step.by, self: true };
    return placed(place, await agreement(world, state, { ...asked, step: { ...step, options } }));
  }
  if (step.verb === 'approve')
    return { kind: 'verdict', verdict: await agreement(world, state, asked) };
  const answer = state.answers[step.name] ?? 'error';
  const facts = step.name === world.tagStep ? tagSeen(answer, state) : [];
  return { kind: 'verdict', verdict: { state: answer, reason: say`${answer}`, facts } };
}

/** As the gate for tags has it: what passes is pinned, and what fails is compared all the same. */
function tagSeen(answer: VerdictState, { tag }: State): readonly FactSeen[] {
  if (answer === 'error' || answer === 'pending') return [];
  return [{ key: TAG, value: tag, settle: answer === 'pass' ? 'pin' : 'watch' }];
}

/** The real gate's answer to what the journal says of a step. */
async function agreement(
  { voters, leaver }: SmallWorld,
  { hasLeft }: State,
  { step, history }: Asked,
): Promise<Verdict> {
  const members = voters.filter(({ id }) => !(hasLeft && id === leaver?.id));
  const about = releaseView({
    candidate: history.candidates.at(-1)?.candidate ?? candidate(),
    signoffs: standing(history.signoffs, step.name),
    rosters: history.rosters,
  });
  const { verdict } = await approve.ask({
    release: about,
    options: step.options,
    ports: ports({ groups: { members: async () => members } }),
    now: NOW,
  });
  return verdict;
}

interface Fresh extends Asked {
  readonly world: SmallWorld;
  readonly state: State;
}

/** New facts are pinned below steps that are through; that a fact has moved is noted once. */
function factEvents(
  { world, state, history, step }: Fresh,
  observation: Observation | undefined,
): readonly JournalEvent[] {
  const current = history.candidates.at(-1);
  if (observation?.kind !== 'verdict' || current === undefined) return [];
  const { n } = current.candidate;
  const { fresh, moved } = compareFacts(current.facts, observation.verdict.facts ?? [], step.name);
  const isFree = inTheWay(world, state, step).length === 0;
  return [
    ...(isFree ? fresh : []).map(
      (fact): JournalEvent => ({ kind: 'fact', candidate: n, fact: { ...fact, at: NOW } }),
    ),
    ...(current.moved.length > 0 ? [] : moved).map(
      (fact): JournalEvent => ({ kind: 'moved', candidate: n, fact }),
    ),
  ];
}
