import {
  type Count,
  endOf,
  hoursLeft,
  type Outcome,
  outcomeOf,
  type Policy,
  type Window,
} from '../outcome.ts';
import { readBody } from '../read-body.ts';
import type { Choice, Reading } from '../reading.ts';
import { type Roster, senderOf } from './identity.ts';
import { byTime, type Heard, isAgainst, type Mail, withoutRepeated } from './messages.ts';

/** What somebody's last word is, and whether it counts. */
export interface Voice {
  readonly voter: string;
  readonly isBinding: boolean;
  readonly reading: Exclude<Reading, { is: 'none' }>;
  /** Another vote of the same voter's came before it. */
  readonly hasChanged: boolean;
}

export interface MailTally {
  readonly outcome: Outcome;
  readonly binding: Count;
  readonly nonBinding: Count;
  /** How many gave a fraction, which is no vote. */
  readonly fractional: number;
  /** How many else have said something that nobody can count. */
  readonly undecided: number;
  readonly hoursLeft: number;
  readonly voices: readonly Voice[];
  /** Who voted behind the result. */
  readonly late: readonly string[];
  /** Whose mails may be forged; they do not count. */
  readonly unverified: readonly string[];
}

/**
 * Counts the votes of a thread. The date of a mail orders it, not its arrival; one
 * Message-ID counts once; a voter's later word replaces the earlier one. Mails from
 * before the start and from the future are left out.
 */
export function tallyMails(
  mails: readonly Mail[],
  roster: Roster,
  policy: Policy,
  window: Window,
): MailTally {
  const heard = hear(mails, roster, window);
  const result = firstResult(heard);
  const closing = result === undefined ? Number.POSITIVE_INFINITY : result.mail.date;
  const isEarly = closing < endOf(policy, window);
  const onTime = heard.filter((each) => each.mail.date <= closing || (isEarly && isAgainst(each)));
  const voices = voicesOf(onTime.filter(({ sender }) => sender.isVerified));
  const unverified = onTime.filter(
    ({ sender, reading }) => !sender.isVerified && reading.is !== 'none',
  );
  const late = heard.filter((each) => !onTime.includes(each) && each.reading.is !== 'none');
  return {
    ...counted(voices, unverified, policy, window),
    late: ids(late),
    unverified: ids(unverified),
  };
}

function hear(mails: readonly Mail[], roster: Roster, { start, now }: Window): readonly Heard[] {
  const candidate = mails.map(({ subject }) => candidateIn(subject)).find((rc) => rc !== undefined);
  const inTime = mails.filter(({ date }) => date >= start && date <= now);
  const opening = inTime.find(({ subject }) => /^\s*\[vote\]/i.test(subject));
  const heard = inTime.flatMap((mail): Heard[] => {
    const sender = senderOf(mail.from, roster, mail.authenticationResults);
    if (sender === undefined) return [];
    const reading = readBody(mail.body, 'mail', candidate);
    // Whoever calls the vote explains how to vote; only a plain vote is one.
    const isExplained = mail === opening && reading.is === 'undecided';
    return [{ mail, sender, reading: isExplained ? { is: 'none' } : reading }];
  });
  return withoutRepeated(heard).toSorted(byTime);
}

function candidateIn(subject: string): number | undefined {
  const [, rc] = /(?<![a-z\d])rc[ .#-]?(\d{1,4})(?!\d)/i.exec(subject.slice(0, 500)) ?? [];
  return rc === undefined ? undefined : Number(rc);
}

/** Only somebody of the roster can say that the vote is over. */
function firstResult(heard: readonly Heard[]): Heard | undefined {
  return heard.find(
    ({ mail, sender }) =>
      /^\s*(?:\[vote\]\s*)?\[results?\]/i.test(mail.subject) &&
      sender.isBinding &&
      sender.isVerified,
  );
}

/**
 * The last word of each voter. What is undecided takes away support that was given
 * before, but no objection: that one stands until it is plainly replaced.
 */
function voicesOf(heard: readonly Heard[]): readonly Voice[] {
  const voices = new Map<string, Voice>();
  for (const { sender, reading } of heard) {
    const known = voices.get(sender.id);
    if (reading.is === 'none' || (reading.is === 'undecided' && choiceOf(known) === '-1')) continue;
    const isOther =
      known !== undefined &&
      choiceOf(known) !== (reading.is === 'vote' ? reading.choice : undefined);
    const hasChanged = isOther || known?.hasChanged === true;
    voices.set(sender.id, { voter: sender.id, isBinding: sender.isBinding, reading, hasChanged });
  }
  return [...voices.values()];
}

function choiceOf(voice: Voice | undefined): Choice | undefined {
  return voice?.reading.is === 'vote' ? voice.reading.choice : undefined;
}

function counted(
  voices: readonly Voice[],
  forged: readonly Heard[],
  policy: Policy,
  window: Window,
) {
  const binding = countOf(voices.filter(({ isBinding }) => isBinding));
  const undecided = voices.filter(({ reading }) => reading.is === 'undecided');
  const fractions = undecided.filter(
    ({ reading }) => reading.is === 'undecided' && reading.why === 'fraction',
  );
  const unclear = new Set([
    ...undecided
      .filter((each) => each.isBinding && !fractions.includes(each))
      .map(({ voter }) => voter),
    ...forged.filter(({ sender }) => sender.isBinding).map(({ sender }) => sender.id),
  ]);
  return {
    outcome: outcomeOf(binding, unclear.size, policy, window),
    binding,
    nonBinding: countOf(voices.filter(({ isBinding }) => !isBinding)),
    fractional: fractions.length,
    undecided: undecided.length - fractions.length,
    hoursLeft: hoursLeft(policy, window),
    voices,
  };
}

function countOf(voices: readonly Voice[]): Count {
  const of = (choice: Choice) => voices.filter((voice) => choiceOf(voice) === choice).length;
  return { plus: of('+1'), minus: of('-1'), zero: of('0') };
}

function ids(heard: readonly Heard[]): readonly string[] {
  return [...new Set(heard.map(({ sender }) => sender.id))];
}
