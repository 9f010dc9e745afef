import { wanted } from '../domain/decide.ts';
import { messageOf, RingmasterError } from '../domain/errors.ts';
import type { Step } from '../domain/process.ts';
import { say } from '../domain/prose.ts';
import { changesTheWorld, type Observation } from '../domain/rows.ts';
import { after } from '../domain/time.ts';
import { unable, type Verdict } from '../domain/verdict.ts';
import { publisherOf } from './publish-effect.ts';
import { remembered } from './remembered.ts';
import type { Session } from './session.ts';
import { decisionView, type Observed, optionsOf, portsOf, releaseView } from './views.ts';

/** What a look at a step brought: the observation, and for gates the data behind it. */
export interface Look {
  readonly step: Step;
  readonly observation: Observation;
  readonly data: unknown;
}

/**
 * Looks at every step that can be decided now, but for those that were looked at
 * before, until nothing is left that the decision would want to know. Nothing is
 * changed in the world.
 */
export async function observe(
  session: Session,
  before: readonly Look[] = [],
): Promise<readonly Look[]> {
  const looks = [...before];
  for (;;) {
    const steps = wanted(decisionView(session, byStep(looks)));
    if (steps.length === 0) return looks;
    looks.push(...(await Promise.all(steps.map((step) => lookAt(session, step)))));
  }
}

/** Observations by step, as the decision wants them. */
export function byStep(looks: readonly Look[]): Observed {
  return new Map(looks.map(({ step, observation }) => [step.name, observation]));
}

async function lookAt(session: Session, step: Step): Promise<Look> {
  try {
    return changesTheWorld(step.verb)
      ? await lookAtPlace(session, step)
      : await askGate(session, step);
  } catch (error) {
    return { step, data: undefined, observation: couldNotTell(session, step, error) };
  }
}

async function askGate(session: Session, step: Step): Promise<Look> {
  const { data, verdict } = await verdictOf(session, step);
  return { step, data, observation: { kind: 'verdict', verdict } };
}

async function verdictOf(
  session: Session,
  step: Step,
): Promise<{ data: unknown; verdict: Verdict }> {
  const gate = session.engine.plugins.gates.get(step.uses);
  if (gate === undefined) throw new TypeError(`there is no gate ${step.uses}`);
  return gate.ask({
    release: releaseView(session, step),
    options: optionsOf(session, step),
    ports: portsOf(session),
    now: session.now(),
  });
}

async function lookAtPlace(session: Session, step: Step): Promise<Look> {
  const publisher = publisherOf(session.engine.plugins.publishers, step);
  const call = {
    release: releaseView(session, step),
    options: optionsOf(session, step),
    ports: portsOf(session),
  };
  const placement = remembered(session, step, await publisher.look(call));
  const proof = placement.state === 'same' ? await publisher.verify(call) : undefined;
  const consent = placement.state === 'drafted' ? await consentTo(session, step) : undefined;
  return {
    step,
    data: undefined,
    observation: {
      kind: 'placement',
      placement,
      ...(proof === undefined ? {} : { proof }),
      ...(consent === undefined ? {} : { consent }),
    },
  };
}

/**
 * Whether the group behind `by:` agrees that a draft becomes public. Unlike a
 * sign-off it is no second pair of eyes: whoever cut the candidate may give it.
 */
async function consentTo(session: Session, step: Step): Promise<Verdict | undefined> {
  if (step.by === undefined) return undefined;
  const options = { count: 1, group: step.by, self: true };
  return (await verdictOf(session, { ...step, verb: 'approve', uses: 'approve', options })).verdict;
}

/** Whatever goes wrong while looking is no answer: neither pass nor fail. */
function couldNotTell(session: Session, step: Step, error: unknown): Observation {
  const { engine, now } = session;
  const advice =
    error instanceof RingmasterError && error.advice !== undefined ? [say`${error.advice}`] : [];
  if (error instanceof RingmasterError && error.wait !== undefined)
    session.lookAgain(after(now(), error.wait));
  engine.log.warn('a step could not be looked at', { step: step.name, error: messageOf(error) });
  const reason =
    error instanceof RingmasterError
      ? say`${error.message}`
      : say`an error inside Ringmaster; its log says more`;
  const verdict = unable(reason, { advice });
  return changesTheWorld(step.verb)
    ? { kind: 'placement', placement: { state: 'unknown', reason, advice } }
    : { kind: 'verdict', verdict };
}
