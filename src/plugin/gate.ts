import type { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { Ports } from './ports.ts';
import type { ReleaseView } from './release-view.ts';

/**
 * A gate decides a step that changes nothing in the world.
 *
 * `observe` looks and answers plain data, `judge` makes a verdict of it without
 * looking. The data is journaled, so that a verdict can be judged again later.
 * Zero subjects are a fail, and what cannot be told is an error, never a pass.
 */
export interface GateDefinition<Options extends z.ZodObject, Data> {
  /** The file's name and, for `check`, the word in the process file. */
  readonly name: string;
  readonly verb: 'check' | 'approve' | 'vote' | 'do';
  /** What it asks, as a short sentence for the documentation. */
  readonly title: string;
  readonly options: Options;
  readonly value?: VerbValue;
  observe(release: ReleaseView, options: z.output<Options>, ports: Ports): Promise<Data>;
  judge(data: Data, options: z.output<Options>, now: Instant): Verdict;
}

/** How the value behind a verb is read, where it is more than a name: `2 owners`. */
export interface VerbValue {
  /** How it may be written, such as `2 owners`. */
  readonly example: string;
  /** The options that it stands for; they are not written by themselves. */
  readonly options: readonly string[];
  read(text: string): Readonly<Record<string, unknown>>;
}

/** A gate as the engine sees it: its options and data are its own affair. */
export interface Gate {
  readonly kind: 'gate';
  readonly name: string;
  readonly verb: 'check' | 'approve' | 'vote' | 'do';
  readonly title: string;
  readonly options: z.ZodObject;
  readonly value?: VerbValue;
  ask(question: GateQuestion): Promise<{ readonly data: unknown; readonly verdict: Verdict }>;
}

export interface GateQuestion {
  readonly release: ReleaseView;
  /** As written in the process, checked when it was read. */
  readonly options: unknown;
  readonly ports: Ports;
  readonly now: Instant;
}

export function defineGate<Options extends z.ZodObject, Data>(
  definition: GateDefinition<Options, Data>,
): Gate {
  return {
    ...definition,
    kind: 'gate',
    async ask({ release, options, ports, now }) {
      const parsed = definition.options.parse(options);
      const data = await definition.observe(release, parsed, ports);
      return { data, verdict: definition.judge(data, parsed, now) };
    },
  };
}
