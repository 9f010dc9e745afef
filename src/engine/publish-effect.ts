import type { Effect, EffectKind } from '../domain/effect.ts';
import type { Step } from '../domain/process.ts';
import { candidateName } from '../domain/release.ts';
import type { Publisher } from '../plugin/publisher.ts';
import { effectOf } from './perform.ts';
import type { Session } from './session.ts';

/** What can be done with a publication. */
export type Publishing = Extract<EffectKind, 'draft' | 'publish' | 'hold' | 'resume'>;

/** The effect of a publishing action: once a candidate and step. */
export function publishEffect(
  { engine, history, current }: Session,
  kind: Publishing,
  step: Step,
): Effect {
  const target = `${candidateName(current.candidate)}/${step.name}`;
  const publisher = publisherOf(engine.plugins.publishers, step);
  return effectOf(
    engine.hash,
    { account: history.release.id, kind, target },
    {
      class: kind === 'hold' || kind === 'resume' ? 'natural-key' : publisher.class,
      what: { step: step.name },
    },
  );
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
