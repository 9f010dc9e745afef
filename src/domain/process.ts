import type { Duration } from './time.ts';

/** What a step does, as its YAML key says. */
export type Verb = 'check' | 'approve' | 'vote' | 'do' | 'publish' | 'announce';

export const VERBS: readonly Verb[] = ['check', 'approve', 'vote', 'do', 'publish', 'announce'];

/** Whether people decide a step, who may think again until the release has gone on. */
export function asksPeople(verb: Verb): boolean {
  return verb === 'approve' || verb === 'vote';
}

/** One line of a ring. */
export interface Step {
  /** Unique in the process: what people type and the checklist shows. */
  readonly name: string;
  readonly verb: Verb;
  /** The plug-in that answers for it. */
  readonly uses: string;
  /** What the plug-in's own schema made of the written options. */
  readonly options: unknown;
  /** Only in releases that take this artifact along. */
  readonly if: string | undefined;
  /** Its failure does not hold the ring. */
  readonly optional: boolean;
  /** The steps below do not wait for it. */
  readonly parallel: boolean;
  /** How long it may be pending before it is called stuck. */
  readonly within: Duration;
  /** The group that must agree before it becomes public; a draft is made first. */
  readonly by: string | undefined;
}

/** One stage of a process. */
export interface Ring {
  readonly name: string;
  readonly steps: readonly Step[];
  /** What opens the next ring: sign-offs, or nothing but the steps (`auto`). The last ring has none. */
  readonly promote: readonly Step[];
}

/** An artifact as the process writes it, its `$version` still open. */
export interface ArtifactTemplate {
  readonly name: string;
  readonly tag?: string;
  readonly image?: string;
  readonly platforms?: readonly string[];
}

/** A group of people: a file of the repository, or a list of logins. */
export type GroupSource =
  | { readonly kind: 'owners-file'; readonly path: string }
  | { readonly kind: 'logins'; readonly logins: readonly string[] };

/** What `.github/ringmaster.yml` says, read and checked. */
export interface Process {
  readonly product: string;
  readonly artifacts: readonly ArtifactTemplate[];
  readonly people: ReadonlyMap<string, GroupSource>;
  readonly rings: readonly Ring[];
  /** Who may waive what has not passed, and for how long; undefined: whoever promotes the ring. */
  readonly waivers: { readonly by: string | undefined; readonly max: Duration };
  readonly issue: { readonly title: string | undefined; readonly labels: readonly string[] };
}

/** The ring in which a step stands, in its steps or among its promoters. */
export function ringOf({ rings }: Pick<Process, 'rings'>, step: string): Ring | undefined {
  return rings.find(({ steps, promote }) =>
    [...steps, ...promote].some(({ name }) => name === step),
  );
}

/** Every step of the process, the promote lists included, in reading order. */
export function allSteps(process: Pick<Process, 'rings'>): readonly Step[] {
  return process.rings.flatMap((ring) => [...ring.steps, ...ring.promote]);
}
