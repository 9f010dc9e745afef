import type { Effect, EffectKind } from '../domain/effect.ts';
import type { Step } from '../domain/process.ts';
import { candidateName } from '../domain/release.ts';
import type { Publisher } from '../plugin/publisher.ts';
import { effectOf } from './perform.ts';
import type { Session } from './session.ts';

/** What can be done with a publication. */
export type Publishing = Extract<EffectKind, 'draft' | 'publish' | 'hold' | 'resume'>;

/** The effect of a publishing action: once a candidate and step; a hold again once it was let go, and the other way round. */
export function publishEffect(
  { engine, history, current, ledger }: Session,
  kind: Publishing,
  step: Step,
): Effect {
  const target = `${candidateName(current.candidate)}/${step.name}`;
  const about = { account: history.release.id, kind, target };
  const what = { step: step.name };
  if (kind === 'hold' || kind === 'resume') {
    const turn = timesDone(ledger, kind === 'hold' ? 'resume' : 'hold', target);
    return effectOf(engine.hash, { ...about, turn }, { class: 'natural-key', what });
  }
  const publisher = publisherOf(engine.plugins.publishers, step);
  return effectOf(engine.hash, about, { class: publisher.class, what });
}

function timesDone(ledger: Session['ledger'], kind: Publishing, target: string): number {
  return [...ledger.values()].filter(
    ({ effect, state }) => state === 'done' && effect.kind === kind && effect.target === target,
  ).length;
}

/** The step in the target of such an effect: `rc1/propose/tag` is about `propose/tag`. */
export function stepIn(target: string): string {
  return target.slice(target.indexOf('/') + 1);
}

export function publisherOf(publishers: ReadonlyMap<string, Publisher>, { uses }: Step): Publisher {
  const publisher = publishers.get(uses);
  if (publisher === undefined) throw new TypeError(`there is no publisher ${uses}`);
  return publisher;
}
