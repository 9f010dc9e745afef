import type { History } from '../domain/history.ts';
import type { CommentHeard, JournalEvent } from '../domain/journal.ts';
import { candidateSeenBy } from '../domain/remarks.ts';
import type { Word } from '../plugin/command.ts';

/** A card repeats a note at every render; the journal has the whole comment anyway. */
const LONGEST_NOTE = 500;

interface Said {
  readonly history: History;
  readonly comment: CommentHeard;
  readonly line: number;
}

/** What somebody's word means for the journal: bound to its comment, and to what could be seen then. */
export function entryFor(deed: Word, said: Said): JournalEvent {
  const { id: comment, author: by, at } = said.comment;
  const id = `${comment}/${said.line}`;
  switch (deed.do) {
    case 'sign': {
      const { step, choice } = deed;
      const seen = seenBy(said);
      return {
        kind: 'signed',
        signoff: {
          id: `${id}/${step}`,
          ...{ comment, by, at, step, choice },
          candidate: seen.candidate,
          note: shortened(deed.note),
          facts: deed.facts ?? seen.facts,
        },
      };
    }
    case 'object':
      return {
        kind: 'objected',
        objection: { id, kind: deed.kind, by, at, words: shortened(deed.words) },
      };
    case 'lift':
      return { kind: 'lifted', objection: deed.objection, by, note: shortened(deed.note) };
    case 'waive': {
      const { step, until } = deed;
      const reason = shortened(deed.reason) ?? '';
      return { kind: 'waived', waiver: { id, step, by, at, until, reason, ...seenBy(said) } };
    }
    case 'unwaive':
      return { kind: 'unwaived', waiver: deed.waiver, by };
  }
}

/** The candidate that could be read of, and what was known of it then; what came later was not agreed to. */
function seenBy({ history, comment }: Said) {
  const candidate = candidateSeenBy(history, comment);
  const facts = history.candidates.find((each) => each.candidate.n === candidate)?.facts.values();
  const seen = [...(facts ?? [])].filter(({ at }) => at <= comment.at);
  return { candidate, facts: Object.fromEntries(seen.map(({ key, value }) => [key, value])) };
}

/** Counted in characters as people see most of them, so that none is cut in half. */
function shortened<Note extends string | undefined>(note: Note): string | Note {
  if (note === undefined) return note;
  const characters = Array.from(note);
  if (characters.length <= LONGEST_NOTE) return note;
  return `${characters.slice(0, LONGEST_NOTE - 1).join('')}…`;
}
