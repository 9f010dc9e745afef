import { RingmasterError } from '../../../src/domain/errors.ts';

/** GitHub takes no longer text for an issue, pull request or comment. */
const LONGEST_BODY = 65_536;

/** What our adapters make of a 422. */
export function refused(why: string): RingmasterError {
  return new RingmasterError('outside-refused', `GitHub: ${why}`);
}

/** What our adapters make of a 404 or 403: one cannot be told from the other. */
export function missing(what: string): RingmasterError {
  return new RingmasterError('access-missing', `GitHub: ${what}: Not Found`);
}

/** @throws RingmasterError `outside-refused` where GitHub takes no such text. */
export function checkBody(body: string, { mayBeBlank = true } = {}): void {
  if (body.length > LONGEST_BODY)
    throw refused(`body is too long (maximum is ${LONGEST_BODY} characters)`);
  if (!mayBeBlank && body.trim() === '') throw refused('body cannot be blank');
}

/** @throws RingmasterError `outside-refused` where GitHub takes no such title. */
export function checkTitle(title: string): void {
  if (title.trim() === '' || title.length > 256) throw refused('the title is blank or too long');
}
