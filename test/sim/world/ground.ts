import type { DeliveryAttempt } from '../../../src/plugin/delivery-log.ts';
import type { Timeline } from '../timeline.ts';
import { type Hook, payloadOf } from './hooks.ts';
import { type Account, put, type RepositoryState, repositoryIn, type WorldState } from './state.ts';

/** How far back the world can be looked at, in milliseconds. */
const PAST = 120_000;

/** One change to the outside that the App or its machine user made. What changed nothing is none. */
export interface WorldEffect {
  readonly moment: number;
  readonly by: string;
  readonly kind: EffectWord;
  /** `acme/app#5`, `acme/app#5/1007` for a comment, `acme/app@v1.0.0` for a release, `#channel`. */
  readonly target: string;
  /** The text that was written; for a release that was published its commit, for a face the face. */
  readonly value: string;
}

export type EffectWord =
  | 'issue-opened'
  | 'issue-body'
  | 'issue-title'
  | 'issue-closed'
  | 'comment'
  | 'comment-edited'
  | 'comment-removed'
  | 'reaction'
  | 'branch'
  | 'commit'
  | 'pull-opened'
  | 'pull-edited'
  | 'pull-held'
  | 'pull-resumed'
  | 'release-drafted'
  | 'release-redrafted'
  | 'release-published'
  | 'tag'
  | 'message';

/** Something that an event tells of. */
export interface News {
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The state of everything outside, its short past, and what happened to it. */
export class Ground {
  readonly timeline: Pick<Timeline, 'now'>;
  /** Whose changes are kept as effects. */
  readonly ours: readonly string[];
  /** Everything that the App and its machine user wrote, oldest first. */
  readonly effects: WorldEffect[] = [];
  /** What GitHub would tell the App, oldest first. */
  readonly hooks: Hook[] = [];
  readonly #past: { readonly moment: number; readonly state: WorldState }[];

  constructor(timeline: Pick<Timeline, 'now'>, start: WorldState, ours: readonly string[]) {
    this.timeline = timeline;
    this.ours = ours;
    this.#past = [{ moment: timeline.now, state: start }];
  }

  get now(): number {
    return this.timeline.now;
  }

  /** Everything as it is at present. */
  get state(): WorldState {
    return this.at(this.now);
  }

  /** Everything as it was then; what is more than two minutes ago is forgotten. */
  at(moment: number): WorldState {
    const last = this.#past.findLast((each) => each.moment <= moment) ?? this.#past[0];
    if (last === undefined) throw new Error('the world has no past');
    return last.state;
  }

  /** Everything as it was at that moment, and after every change since. */
  since(moment: number): readonly WorldState[] {
    return [
      this.at(moment),
      ...this.#past.filter((each) => each.moment > moment).map(({ state }) => state),
    ];
  }

  /** A repository as it is at present, by `owner/name`. */
  repository(name: string): RepositoryState {
    return repositoryIn(this.state, name);
  }

  change(fn: (state: WorldState) => WorldState): void {
    const { now } = this;
    const past = this.#past;
    const state = fn(this.state);
    if (past.at(-1)?.moment === now) past.pop();
    past.push({ moment: now, state });
    while ((past[1]?.moment ?? now) <= now - PAST) past.shift();
  }

  /** Changes one repository. */
  edit(name: string, fn: (repository: RepositoryState) => Partial<RepositoryState>): void {
    this.change((state) => {
      const before = repositoryIn(state, name);
      const repositories = put(state.repositories, name, { ...before, ...fn(before) });
      return { ...state, repositories };
    });
  }

  /** Takes the next id of the one sequence that all things share. */
  takeId(): number {
    const { nextId } = this.state;
    this.change((state) => ({ ...state, nextId: nextId + 1 }));
    return nextId;
  }

  /** Keeps a change, if it is one of ours. */
  record(by: Account, kind: EffectWord, about: { target: string; value: string }): void {
    if (this.ours.includes(by.login))
      this.effects.push({ moment: this.now, by: by.login, kind, ...about });
  }

  /** Tells the App, where it is installed. */
  tell(repository: string, sender: Account, { event, payload }: News): void {
    const about = repositoryIn(this.state, repository);
    if (about.installation === undefined) return;
    const guid = `00000000-0000-4000-8000-${String(this.hooks.length + 1).padStart(12, '0')}`;
    const told = payloadOf(about, sender, payload);
    this.hooks.push({ guid, event, payload: told, moment: this.now, repository });
  }

  /** Notes in GitHub's own log that it tried to tell, and whether it was heard. */
  attempted(guid: string, isAcknowledged: boolean): DeliveryAttempt {
    const hook = this.hooks.find((each) => each.guid === guid);
    if (hook === undefined) throw new Error(`there is no webhook ${guid}`);
    const attempt = {
      attempt: String(9_007_199_254_740_993n + BigInt(this.state.attempts.length)),
      delivery: guid,
      event: hook.event,
      at: new Date(this.now).toISOString(),
      isAcknowledged,
    };
    this.change((state) => ({ ...state, attempts: [...state.attempts, attempt] }));
    return attempt;
  }
}
