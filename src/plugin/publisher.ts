import type { z } from 'zod';
import type { EffectClass } from '../domain/effect.ts';
import type { Placement } from '../domain/placement.ts';
import type { Prose } from '../domain/prose.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { Ports } from './ports.ts';
import type { ReleaseView } from './release-view.ts';

/**
 * A publisher carries a release to one kind of place, then proves it from the
 * outside.
 *
 * `look` finds out how things stand. `publish` is called only when they are
 * absent (or drafted), may be cut off at any moment, and is called again after
 * another look. `verify` looks by a second way, without credentials.
 */
export interface PublisherDefinition<Options extends z.ZodObject> {
  readonly name: string;
  readonly verb: 'publish' | 'announce';
  readonly title: string;
  readonly class: EffectClass;
  readonly options: Options;
  look(release: ReleaseView, options: z.output<Options>, ports: Ports): Promise<Placement>;
  /** @param found what the look found that this follows from; another look may show less than that one. */
  publish(
    release: ReleaseView,
    options: z.output<Options>,
    ports: Ports,
    found: Placement | undefined,
  ): Promise<void>;
  verify(release: ReleaseView, options: z.output<Options>, ports: Ports): Promise<Verdict>;
  /** Prepares it out of the public's sight; only with this may a step say `by:`. */
  draft?(release: ReleaseView, options: z.output<Options>, ports: Ports): Promise<void>;
  /** Keeps what is underway from going through, and lets it go on. */
  hold?(hold: HoldRequest<z.output<Options>>): Promise<void>;
  resume?(hold: HoldRequest<z.output<Options>>): Promise<void>;
}

export interface HoldRequest<Options> {
  readonly release: ReleaseView;
  readonly options: Options;
  readonly ports: Ports;
  readonly because: Prose;
}

/** A publisher as the engine sees it. */
export interface Publisher {
  readonly kind: 'publisher';
  readonly name: string;
  readonly verb: 'publish' | 'announce';
  readonly title: string;
  readonly class: EffectClass;
  readonly options: z.ZodObject;
  readonly drafts: boolean;
  readonly holds: boolean;
  look(call: PublisherCall): Promise<Placement>;
  publish(call: PublisherCall & { readonly found?: Placement }): Promise<void>;
  verify(call: PublisherCall): Promise<Verdict>;
  draft(call: PublisherCall): Promise<void>;
  hold(call: PublisherCall & { readonly because: Prose }): Promise<void>;
  resume(call: PublisherCall & { readonly because: Prose }): Promise<void>;
}

export interface PublisherCall {
  readonly release: ReleaseView;
  readonly options: unknown;
  readonly ports: Ports;
}

export function definePublisher<Options extends z.ZodObject>(
  definition: PublisherDefinition<Options>,
): Publisher {
  const { name, verb, title, options: schema } = definition;
  return {
    kind: 'publisher',
    name,
    verb,
    title,
    class: definition.class,
    options: schema,
    drafts: definition.draft !== undefined,
    holds: definition.hold !== undefined,
    look: ({ release, options, ports }) => definition.look(release, schema.parse(options), ports),
    publish: ({ release, options, ports, found }) =>
      definition.publish(release, schema.parse(options), ports, found),
    verify: ({ release, options, ports }) =>
      definition.verify(release, schema.parse(options), ports),
    draft: async ({ release, options, ports }) =>
      definition.draft?.(release, schema.parse(options), ports),
    hold: async ({ options, ...call }) =>
      definition.hold?.({ ...call, options: schema.parse(options) }),
    resume: async ({ options, ...call }) =>
      definition.resume?.({ ...call, options: schema.parse(options) }),
  };
}
