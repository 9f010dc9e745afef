import { tallyComments } from '../../votes/comment/thread.ts';
import { type MailTally, tallyMails } from '../../votes/mail/thread.ts';
import { hoursLeft, isApproved, type Policy } from '../../votes/outcome.ts';
import { readBody } from '../../votes/read-body.ts';
import { type Reading, WHY_UNDECIDED } from '../../votes/reading.ts';
import { resolution } from '../../votes/resolution.ts';
import type { Case, Discussion, Score, Single, Thread } from './case.ts';

/** The tally of a case, in the words of the corpus. */
export function told({ is, read }: Case): unknown {
  switch (is) {
    case 'thread':
      return ofThread(read);
    case 'discussion':
      return ofDiscussion(read);
    case 'single':
      return ofSingle(read);
    case 'score':
      return ofScore(read);
  }
}

function ofThread({ roster, policy, start, now, extended_to, messages }: Thread) {
  const mails = messages.map(({ message_id, authentication_results, date, ...mail }) => ({
    ...mail,
    date: Date.parse(date),
    messageId: message_id,
    authenticationResults: authentication_results,
  }));
  const voters = {
    binding: new Set(roster.pmc),
    others: new Set(roster.committers),
    byAddress: new Map(
      Object.entries(roster.emails).map(([address, id]) => [address.toLowerCase(), id]),
    ),
    domain: roster.domain,
  };
  const window = {
    start: Date.parse(start),
    now: Date.parse(now),
    extendedTo: extended_to === undefined ? undefined : Date.parse(extended_to),
  };
  return mailTally(tallyMails(mails, voters, policyOf(policy), window));
}

function policyOf({ kind, min_hours, min_binding_plus_one }: Thread['policy']): Policy {
  return { kind, minHours: min_hours, minBinding: min_binding_plus_one };
}

function mailTally(tally: MailTally) {
  const { outcome, binding, nonBinding, fractional, undecided, voices, late, unverified } = tally;
  return {
    outcome,
    binding,
    non_binding: nonBinding,
    fractional,
    ambiguous: undecided,
    hours_left: tally.hoursLeft,
    changed: voices.filter(({ hasChanged }) => hasChanged).map(({ voter }) => voter),
    late,
    unverified,
    votes: voices.map(({ voter, isBinding, reading }) => ({
      voter,
      binding: isBinding,
      ...readingTold(reading),
    })),
    resolution: resolution(binding),
  };
}

function ofDiscussion({ roster, comments }: Discussion) {
  const logins = new Map(
    Object.entries(roster.approvers).map(([id, login]) => [Number(id), login]),
  );
  const deliveries = comments.map((each) => ({
    id: each.id === undefined ? undefined : String(each.id),
    userId: each.user_id,
    login: each.login,
    isBot: each.type === 'Bot',
    createdAt: Date.parse(each.created_at),
    body: each.body,
    originalBody: each.original_body,
    isEdited: each.edited_at !== undefined,
    editedBy: each.edited_by,
    isDeleted: each.deleted_at !== undefined,
    candidate: each.candidate,
  }));
  const { opinions, holders, hasPassed, candidate } = tallyComments(deliveries, {
    logins,
    min: roster.policy.min,
  });
  const who = (says: string, isBinding: boolean) =>
    opinions.filter((each) => each.says === says && each.isBinding === isBinding).map(loginOf);
  return {
    passed: hasPassed,
    yes: who('yes', true),
    no: who('no', true),
    zero: who('zero', true),
    undecided: who('undecided', true),
    withdrawn: who('withdrawn', true),
    non_binding_yes: who('yes', false),
    non_binding_no: who('no', false),
    held: holders.length > 0,
    held_by: holders,
    ...(candidate === undefined ? {} : { candidate }),
    votes: opinions.map(({ login, isBinding, says, reading }) => ({
      voter: login,
      binding: isBinding,
      ...readingTold(reading),
      says,
    })),
  };
}

function loginOf({ login }: { readonly login: string }): string {
  return login;
}

function ofSingle({ body, channel }: Single) {
  return readingTold(readBody(body, channel === 'email' ? 'mail' : 'comment'));
}

function readingTold(reading: Reading) {
  switch (reading.is) {
    case 'none':
      return { says: 'none' };
    case 'vote':
      return { says: reading.choice, line: reading.line, said: reading.said };
    case 'withdrawn':
      return { says: 'withdrawn', line: reading.line, said: reading.said };
    case 'undecided':
      return {
        says: doubtTold(reading),
        line: reading.line,
        said: reading.said,
        because: WHY_UNDECIDED[reading.why],
      };
  }
}

function doubtTold({ why, value = '' }: Extract<Reading, { is: 'undecided' }>): string {
  if (why === 'fraction') return `fraction:${value}`;
  return why === 'number' ? 'invalid' : 'ambiguous';
}

function ofScore({ binding_plus: plus, binding_minus: minus, hours_elapsed, min_hours }: Score) {
  const policy: Policy = { kind: 'release', minHours: min_hours, minBinding: 0 };
  const window = { start: 0, now: hours_elapsed * 3_600_000 };
  return {
    majority_approval: isApproved({ plus, minus }, policy),
    may_close: hoursLeft(policy, window) === 0,
  };
}
