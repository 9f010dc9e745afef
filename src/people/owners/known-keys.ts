import { nearest } from '../../speech/nearest.ts';
import { type Field, quoted, refused, type Source } from './yaml-source.ts';

/** Keys that say nothing to us: who has gone, and what a project marks as its own. */
const PASSED_OVER = /^(?:emeritus_|x-)/;

/**
 * Refuses any key but the known ones. A misspelled `options` would let the approvers of
 * the directories above in, and a misspelled `approvers` would lose somebody silently.
 * @throws RingmasterError `owners-invalid`, with the word that may be meant.
 */
export function refuseOthers(
  source: Source,
  fields: ReadonlyMap<string, Field>,
  known: readonly string[],
): void {
  for (const [name, { key }] of fields) {
    if (known.includes(name) || PASSED_OVER.test(name)) continue;
    const meant = nearest(name, known);
    const hint = meant === undefined ? '' : `; did you mean ${quoted(meant)}?`;
    throw refused(source, key, `it has the unknown key ${quoted(name)}${hint}`);
  }
}
