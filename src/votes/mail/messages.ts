import type { Reading } from '../reading.ts';
import type { Sender } from './identity.ts';

/** A mail of the thread of a vote. */
export interface Mail {
  readonly from: string;
  /** Milliseconds since 1970. */
  readonly date: number;
  readonly subject: string;
  readonly body: string;
  readonly messageId?: string | undefined;
  /** What the receiving server found out about its sender, as RFC 8601 writes it. */
  readonly authenticationResults?: string | undefined;
}

/** A mail, whose it is, and what it says. */
export interface Heard {
  readonly mail: Mail;
  readonly sender: Sender;
  readonly reading: Reading;
}

/** One message counts once. Where its copies differ, nobody knows which is true. */
export function withoutRepeated(heard: readonly Heard[]): readonly Heard[] {
  const byId = Map.groupBy(heard, ({ mail, sender }) =>
    mail.messageId === undefined ? mail : JSON.stringify([mail.messageId, sender.id]),
  );
  return [...byId.values()].flatMap((copies) => once(copies.toSorted(byTime)));
}

function once([first, ...more]: readonly Heard[]): readonly Heard[] {
  if (first === undefined) return [];
  const isSame = more.every(
    ({ mail, sender }) =>
      mail.body === first.mail.body &&
      mail.date === first.mail.date &&
      sender.isVerified === first.sender.isVerified,
  );
  if (isSame) return [first];
  const last = [first, ...more].findLast(({ reading }) => reading.is !== 'none') ?? first;
  const { reading } = last;
  if (reading.is === 'none' || [first, ...more].every(isAgainst)) return [last];
  const { line, said } = reading;
  return [{ ...last, reading: { is: 'undecided', why: 'several', line, said } }];
}

/** By date; at the same moment, what supports less has the last word. */
export function byTime(a: Heard, b: Heard): number {
  return a.mail.date - b.mail.date || weight(a.reading) - weight(b.reading);
}

function weight(reading: Reading): number {
  if (reading.is === 'none') return 0;
  if (reading.is !== 'vote') return 3;
  return { '+1': 1, '0': 2, '-1': 4 }[reading.choice];
}

export function isAgainst({ reading }: Heard): boolean {
  return reading.is === 'vote' && reading.choice === '-1';
}
