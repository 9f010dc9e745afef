import { commandLines } from '../../speech/command-lines.ts';
import { readBody } from '../read-body.ts';
import { quoted, type Reading } from '../reading.ts';
import { type Comment, type Posted, postedComments } from './versions.ts';

/** Whose votes count, by numeric id, and how many are asked for. */
export interface Approvers {
  readonly logins: ReadonlyMap<number, string>;
  readonly min: number;
}

/** The last word of one person on the current candidate. */
export interface Opinion {
  readonly userId: number;
  readonly login: string;
  readonly isBinding: boolean;
  readonly says: 'yes' | 'no' | 'zero' | 'withdrawn' | 'undecided';
  readonly reading: Exclude<Reading, { is: 'none' }>;
}

export interface CommentTally {
  /** The candidate that is voted on: the one of the last comment that has one. */
  readonly candidate: string | undefined;
  readonly opinions: readonly Opinion[];
  /** Who holds the release. */
  readonly holders: readonly string[];
  readonly hasPassed: boolean;
}

/**
 * Counts the votes of the comments on an issue.
 *
 * A comment counts as first posted. Edited by its author or deleted, it supports nothing
 * any more, and what it replaced does not come back; an objection in it stands until its
 * author takes it back in a new comment, and that one must stand as well.
 */
export function tallyComments(deliveries: readonly Comment[], approvers: Approvers): CommentTally {
  const posted = postedComments(deliveries).filter(({ comment }) => !isBot(comment));
  const candidate = posted.findLast(({ comment }) => comment.candidate !== undefined)?.comment
    .candidate;
  const current = posted.filter(({ comment }) => comment.candidate === candidate);
  const byPerson = Map.groupBy(current, ({ comment }) => comment.userId);
  const opinions = [...byPerson.values()].flatMap((own) => opinionOf(own, approvers));
  const holders = holdersAmong(posted, approvers);
  return { candidate, opinions, holders, hasPassed: isPassed(opinions, holders, approvers) };
}

function isPassed(
  opinions: readonly Opinion[],
  holders: readonly string[],
  { min }: Approvers,
): boolean {
  const binding = opinions.filter(({ isBinding }) => isBinding);
  const of = (says: Opinion['says']) => binding.filter((each) => each.says === says).length;
  // Whoever is undecided may object.
  const against = of('no') + of('undecided');
  return holders.length === 0 && of('yes') >= Math.max(1, min) && of('yes') > against;
}

/** Bots never vote, whatever they write. */
function isBot({ isBot, login }: Comment): boolean {
  return isBot || /\[bot\]$/i.test(login);
}

function opinionOf(posted: readonly Posted[], { logins }: Approvers): readonly Opinion[] {
  const [first] = posted;
  if (first === undefined) return [];
  const { userId, login } = first.comment;
  const word = lastWord(posted);
  if (word === undefined) return [];
  const name = logins.get(userId) ?? login;
  return [{ userId, login: name, isBinding: logins.has(userId), ...word }];
}

type Word = Pick<Opinion, 'says' | 'reading'>;

function lastWord(posted: readonly Posted[]): Word | undefined {
  let last: Word | undefined;
  for (const word of inMoments(posted)) {
    // Only what plainly replaces an objection, and still stands, takes it away.
    const isLifted = word.says === 'no' || word.isLasting;
    if (last?.says !== 'no' || isLifted) last = { says: word.says, reading: word.reading };
  }
  return last;
}

interface Spoken extends Word {
  /** Plain, and neither edited nor deleted. */
  readonly isLasting: boolean;
}

const WEIGHT = { yes: 1, zero: 2, withdrawn: 3, undecided: 3, no: 4 };

/** What somebody said, in order; at the same moment, what supports less comes last. */
function inMoments(posted: readonly Posted[]): readonly Spoken[] {
  const spoken = posted.flatMap((each) => {
    const word = spokenIn(each);
    return word === undefined ? [] : [{ at: each.comment.createdAt, word }];
  });
  return spoken
    .toSorted((a, b) => a.at - b.at || WEIGHT[a.word.says] - WEIGHT[b.word.says])
    .map(({ word }) => word);
}

function spokenIn({ comment, first, isGone }: Posted): Spoken | undefined {
  const reading = readBody(first ?? comment.body, 'comment');
  if (reading.is === 'none') return undefined;
  const says = saysOf(reading);
  if (says === 'no') return { says, reading, isLasting: true };
  if (first === undefined) return { says: 'undecided', reading: edited(reading), isLasting: false };
  const isSupport = says === 'yes' || says === 'zero';
  return {
    says: isGone && isSupport ? 'withdrawn' : says,
    reading,
    isLasting: !isGone && says !== 'undecided',
  };
}

function edited({ line, said }: Exclude<Reading, { is: 'none' }>): Word['reading'] {
  return { is: 'undecided', why: 'edited', ...quoted(line, said) };
}

function saysOf(reading: Exclude<Reading, { is: 'none' }>): Opinion['says'] {
  if (reading.is !== 'vote') return reading.is;
  return ({ '+1': 'yes', '0': 'zero', '-1': 'no' } as const)[reading.choice];
}

/**
 * Who holds the release: everybody who said `/hold` and has not said `/hold cancel` or
 * `/unhold` in a later comment that still stands. An approver may lift anybody's hold.
 */
function holdersAmong(posted: readonly Posted[], { logins }: Approvers): readonly string[] {
  const holders = new Map<number, string>();
  const acts = posted.flatMap((each) => holdsIn(each).map((isHold) => ({ ...each, isHold })));
  const sorted = acts.toSorted(
    (a, b) => a.comment.createdAt - b.comment.createdAt || Number(a.isHold) - Number(b.isHold),
  );
  for (const { comment, isHold, isGone, first } of sorted) {
    const { userId, login } = comment;
    if (isHold) holders.set(userId, logins.get(userId) ?? login);
    else if (isGone || first === undefined) continue;
    else if (logins.has(userId)) holders.clear();
    else holders.delete(userId);
  }
  return [...holders.values()];
}

function holdsIn({ first, comment }: Posted): readonly boolean[] {
  return commandLines(first ?? comment.body).flatMap(({ name, rest }) => {
    if (name === 'unhold' || name === 'remove-hold') return [false];
    return name === 'hold' ? [!/^cancel(?![\p{L}\p{N}])/iu.test(rest)] : [];
  });
}
