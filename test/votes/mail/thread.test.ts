import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Roster } from '../../../src/votes/mail/identity.ts';
import type { Mail } from '../../../src/votes/mail/messages.ts';
import { tallyMails } from '../../../src/votes/mail/thread.ts';

const HOUR = 3_600_000;

const ROSTER: Roster = {
  binding: new Set(['alice', 'bob', 'carol']),
  others: new Set(['mallory']),
  byAddress: new Map([['bob@home.example', 'bob']]),
  domain: 'apache.org',
};
const POLICY = { kind: 'release', minHours: 72, minBinding: 3 } as const;

function mail(who: string, body: string, hour: number, more: Partial<Mail> = {}): Mail {
  const messageId = `<${who}-${hour}-${body}@x>`;
  return {
    ...{ from: `${who}@apache.org`, date: hour * HOUR, subject: 'Re: [VOTE] x 1.0' },
    ...{ body, messageId, ...more },
  };
}

function tally(mails: readonly Mail[], now = 80) {
  return tallyMails(mails, ROSTER, POLICY, { start: 0, now: now * HOUR });
}

test('counts one voice a person, whatever the address, and the last word', () => {
  const { binding, outcome } = tally([
    mail('alice', '+1', 1),
    mail('bob', '-1 no NOTICE', 2),
    mail('bob', '+1, found it', 3, { from: 'Bob <bob@home.example>' }),
    mail('carol', '+1', 4),
    mail('mallory', '+1 (binding)', 5),
  ]);
  assert.deepEqual([binding, outcome], [{ plus: 3, minus: 0, zero: 0 }, 'passed']);
});

test('a mail that failed its checks counts for nothing and asks somebody', () => {
  const forged = { authenticationResults: 'mx.x; dmarc=fail' };
  const result = tally([
    mail('alice', '+1', 1),
    mail('bob', '+1', 2),
    mail('carol', '+1', 3, forged),
  ]);
  assert.deepEqual(
    [result.binding.plus, result.unverified, result.outcome],
    [2, ['carol'], 'needs-review'],
  );
});

test('what is said behind the result is late', () => {
  const result = tally([
    ...[mail('alice', '+1', 1), mail('bob', '+1', 2), mail('carol', '+1', 3)],
    mail('alice', 'The vote passed.', 74, { subject: '[RESULT] [VOTE] x 1.0' }),
    mail('bob', '-1', 75),
  ]);
  assert.deepEqual([result.binding, result.late], [{ plus: 3, minus: 0, zero: 0 }, ['bob']]);
});

const threads = fc
  .array(
    fc.record({
      who: fc.constantFrom('alice', 'bob', 'carol', 'mallory'),
      body: fc.constantFrom('+1', '-1 no', '0', '+1 if it builds', 'thanks', 'I retract my vote'),
      hour: fc.integer({ min: 1, max: 70 }),
    }),
    { maxLength: 12 },
  )
  .map((all) => all.map(({ who, body, hour }, index) => mail(who, body, hour + index / 100)));

test('neither the order of arrival nor the same message again changes anything', () => {
  fc.assert(
    fc.property(threads, (mails) => {
      const { voices: _, ...before } = tally(mails);
      const { voices: _other, ...after } = tally([...mails, ...mails].toReversed());
      assert.deepEqual(after, before);
    }),
    { numRuns: 500 },
  );
});

test('no mail of somebody else makes a binding yes of anybody', () => {
  fc.assert(
    fc.property(threads, fc.constantFrom('+1', '+1 (binding)'), (mails, body) => {
      const before = tally(mails).binding.plus;
      const stranger = mail('eve', body, 71, { from: 'alice@apache.org.example' });
      assert.equal(tally([...mails, stranger]).binding.plus, before);
    }),
    { numRuns: 500 },
  );
});
