import { invalidField } from '../access/refusal.ts';

// GitHub stores this much of an issue's, comment's or release's text, counted in characters.
const LONGEST_BODY = 65_536;
const LONGEST_TITLE = 256;

/** Refuses a text that GitHub would not store. */
export function checkBody(resource: string, body: string | undefined): void {
  if (body !== undefined && isLongerThan(body, LONGEST_BODY)) {
    throw tooLong(resource, 'body', LONGEST_BODY);
  }
}

/** Refuses a title that is empty or longer than GitHub's. */
export function checkTitle(resource: string, title: string): void {
  if (title.trim() === '') throw invalidField({ resource, code: 'missing_field', field: 'title' });
  if (isLongerThan(title, LONGEST_TITLE)) throw tooLong(resource, 'title', LONGEST_TITLE);
}

function isLongerThan(text: string, most: number): boolean {
  // A character outside the basic plane counts twice in `length` and once here.
  return text.length > most && Array.from(text).length > most;
}

function tooLong(resource: string, field: string, most: number) {
  const message = `${field} is too long (maximum is ${most} characters)`;
  return invalidField({ resource, code: 'custom', field, message });
}
