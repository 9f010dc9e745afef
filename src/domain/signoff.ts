import type { Person } from './release.ts';
import type { Instant } from './time.ts';

/** What a person said about one step of one candidate, bound to what that person saw. */
export interface Signoff {
  /** `<comment id>/<line>`: the same words are never heard twice. */
  readonly id: string;
  readonly comment: number;
  readonly by: Person;
  /** When GitHub took the comment. */
  readonly at: Instant;
  readonly step: string;
  /** Number of the candidate on the last card before the comment; 0 before there was one. */
  readonly candidate: number;
  /**
   * `reject` holds the step until its author says otherwise. `cancel` takes back what the
   * same person agreed to before in the same step, `recant` what that person rejected.
   * `+1`, `0` and `-1` are votes.
   */
  readonly choice: 'approve' | 'confirm' | 'reject' | 'cancel' | 'recant' | '+1' | '0' | '-1';
  readonly note: string | undefined;
  /** The candidate's facts then; for `confirm`, those that are confirmed. */
  readonly facts: Readonly<Record<string, string>>;
}

/** Support that was taken back because its comment did not stay as it was posted. */
export interface Withdrawal {
  readonly signoff: Signoff;
  readonly because: 'edited' | 'deleted';
}

/** Members of each group of the process, as they stood at one moment. */
export type Rosters = Readonly<Record<string, readonly Person[]>>;

export interface Tally {
  /** Those whose word counts and is no objection. */
  readonly counted: readonly Signoff[];
  /** Those whose word counts and is one. */
  readonly objecting: readonly Signoff[];
  readonly apart: readonly { readonly signoff: Signoff; readonly why: NotCounted }[];
}

/**
 * `self`: whoever cut the candidate. `stranger`: in the group neither then nor
 * now. `newcomer`: joined after the release opened. `left`: no longer in the
 * group. `void`: said of another candidate.
 */
export type NotCounted = 'self' | 'stranger' | 'newcomer' | 'left' | 'void';

/** The same in words, as they stand behind somebody's name. */
export const WHY_NOT_COUNTED: Readonly<Record<NotCounted, string>> = {
  self: 'cut this candidate, so it does not count',
  stranger: 'not in the group',
  newcomer: 'joined the group after the release opened',
  left: 'no longer in the group',
  void: 'void: said of another candidate',
};

export interface TallyRules {
  readonly candidate: number;
  /** Undefined where everybody's voice counts. */
  readonly exceptFor: Person | undefined;
  readonly atOpening: readonly Person[];
  readonly now: readonly Person[];
}

/**
 * The last word of each person about one step, and about each fact that was
 * confirmed there by itself; what was taken back is gone.
 */
export function standing(signoffs: readonly Signoff[], step: string): readonly Signoff[] {
  const said = signoffs.filter((each) => each.step === step).toSorted(bySpeaking);
  return [...Map.groupBy(said, ({ by }) => by.id).values()].flatMap(standingOfOne);
}

function standingOfOne(said: readonly Signoff[]): readonly Signoff[] {
  return said.reduce<readonly Signoff[]>(afterWord, []);
}

function afterWord(words: readonly Signoff[], word: Signoff): readonly Signoff[] {
  switch (word.choice) {
    case 'cancel':
      return words.filter(({ choice }) => isObjection(choice));
    case 'recant':
      return words.filter(({ choice }) => !isObjection(choice));
    default:
      return [...new Map([...words, word].map((each) => [subjectOf(each), each])).values()];
  }
}

/** Whether a word is against a candidate. */
export function isObjection(choice: Signoff['choice']): boolean {
  return choice === 'reject' || choice === '-1';
}

/** What a sign-off is about: the candidate as a whole, or the facts that it confirms. */
function subjectOf({ choice, facts }: Signoff): string {
  return choice === 'confirm' ? Object.keys(facts).toSorted().join('\n') : '';
}

/** Counts one voice a person, of those who stood in the group at the opening and stand there now. */
export function tally(signoffs: readonly Signoff[], rules: TallyRules): Tally {
  const judged = signoffs.map((signoff) => ({ signoff, why: objection(signoff, rules) }));
  const valid = judged.flatMap(({ signoff, why }) => (why === undefined ? [signoff] : []));
  return {
    counted: valid.filter(({ choice }) => !isObjection(choice)),
    objecting: valid.filter(({ choice }) => isObjection(choice)),
    apart: judged.flatMap(({ signoff, why }) => (why === undefined ? [] : [{ signoff, why }])),
  };
}

function objection({ by, candidate, choice }: Signoff, rules: TallyRules): NotCounted | undefined {
  const then = includes(rules.atOpening, by);
  const now = includes(rules.now, by);
  if (!then) return now ? 'newcomer' : 'stranger';
  if (!now) return 'left';
  // Nobody's own candidate is safe from second thoughts.
  if (rules.exceptFor?.id === by.id && !isObjection(choice)) return 'self';
  return candidate === rules.candidate ? undefined : 'void';
}

/** Whether somebody is in a group, by id; a login proves nothing. */
export function includes(group: readonly Person[], { id }: Person): boolean {
  return group.some((member) => member.id === id);
}

function bySpeaking(a: Signoff, b: Signoff): number {
  return a.at.localeCompare(b.at) || a.comment - b.comment || a.id.localeCompare(b.id);
}
