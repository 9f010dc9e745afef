import type { Choice, Doubt } from '../reading.ts';
import { anywhere, everywhere, reader } from '../words/patterns.ts';
import type { Passage } from './finding.ts';

const CONDITION = anywhere('conditions');
const HARMLESS = everywhere('harmless');
const fillers = reader('fillers', 'binding', 'nonBinding', 'fromMe', 'subjects');
const connectors = reader('connectors');
const afterthoughts = reader('afterthoughts');
const about = reader('about');
const others = reader('otherSubjects');
const kind = reader('lead', 'binding', 'nonBinding', 'fromMe');
const fromMe = reader('binding', 'nonBinding', 'fromMe', 'lead');
const OTHER = anywhere('otherSubjects');
const SUBJECT = anywhere('subjects', 'fromMe', 'vote');

/** A vote is counted, defined or demanded, not cast. */
const COUNTED =
  /^(?: ?\(?(?:non-?)?binding\)?)? ?(?:votes|stimmen|votos|voix|voti|stemmen|票|が必要)|^ ?[=×]|^ ?: ?\d|^ ?(?:is|are|means?|counts?|needed|required|missing)(?!\p{L})/u;

/** It is of the one who is named. */
const FROM = /^[\s,(]*(?:from|by|von|durch|de|par|da|van|od|от)(?!\p{L})/u;

/** It was said of an objection that lasts until something is done: it is one today. */
const LASTING =
  /^[\s,(]*(?:until|till|unless|pending|before|bis|jusqu'a|hasta|solange|es sei denn|a menos que|sauf si)(?!\p{L})/u;

/** One name, or a few: of him who votes, or of somebody else. */
const NAMES =
  /^(?:@[\w-]+|\p{Lu}[\p{L}.'-]+)(?:[\s,&]+(?:and )?(?:@[\w-]+|\p{Lu}[\p{L}.'-]+)){0,5}\s*[.!]?$/u;

/** Less than the whole of it, or the opposite. */
const RESERVED =
  /^[\s,(]*(?:only|but only|with (?:(?:some|a few|one|minor|strong) )?(?:reservation|caveat|condition|concern)|nur|seulement|solo|solamente)(?!\p{L})|^[\s,(]*with \p{L}* ?(?:reservations|caveats|conditions)|^\W*\/s(?!\p{L})/u;

/** Its author takes back what was just said. */
export const TAKEN_BACK =
  /(?<!\p{L})(?:scratch (?:that|my|this)|never ?mind|(?:ignore|disregard|forget) (?:this|that|my|the above)|on second thought|no,? wait|just kidding|only kidding|vergesst das|oubliez|olviden)(?!\p{L})/u;

const SENTENCE_END = /[.!?。！？](?=\s|$|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/u;

/** What stands behind a vote up to the end of its sentence. */
export function sentenceOf(text: string): string {
  const end = text.search(SENTENCE_END);
  return end < 0 ? text : text.slice(0, end + 1);
}

/** Whether the number is one of those that are only spoken of. */
export function isCounted(tail: string): boolean {
  return COUNTED.test(tail);
}

/** Why a vote is none after all, by what stands behind it; undefined where nothing says so. */
export function doubtBehind(choice: Choice, tail: string, passage: Passage): Doubt | undefined {
  const plain = tail.replace(HARMLESS, ' ');
  if (choice === '-1' && LASTING.test(plain)) return undefined;
  const sentence = sentenceOf(plain);
  if (isQuestion(sentence)) return 'question';
  if (isConditional(plain, sentence)) return 'conditional';
  if (isHedged(plain)) return 'hedged';
  if (FROM.test(plain) && !moves(fromMe, plain, 0)) return 'reported';
  if (isElsewhere(choice, plain)) return 'elsewhere';
  if (choice === '+1' && isNamed(plain, passage.said)) return 'reported';
  return otherCandidate(sentence, passage.candidate);
}

/** “+1?” asks; “+1, who publishes it?” does not ask for the vote. */
function isQuestion(sentence: string): boolean {
  return /[?？]\s*$/.test(sentence) && sentence.split(' ').length <= 4;
}

function isHedged(tail: string): boolean {
  return RESERVED.test(tail) || moves(afterthoughts, tail, fromMe(tail));
}

function isConditional(tail: string, sentence: string): boolean {
  if (CONDITION.test(sentence)) return true;
  if (moves(connectors, tail, 0)) return true;
  if (moves(connectors, tail, fillers(tail))) return true;
  // A sentence of its own that begins with the condition, or a bracket.
  const next = tail.slice(sentence.length);
  return CONDITION.test(sentenceOf(next).trimStart().slice(0, 24)) || moves(connectors, next, 0);
}

/** Whether a phrase of its kind stands at a place. */
function moves(read: (text: string, from?: number) => number, text: string, from: number): boolean {
  return /[\p{L}\p{N}]/u.test(text.slice(from, read(text, from)));
}

function isElsewhere(choice: Choice, tail: string): boolean {
  if (choice === '+1' && moves(others, tail, 0)) return true;
  if (!moves(about, tail, 0) || moves(fromMe, tail, 0)) return false;
  const [topic = ''] = /^[^.,;:()!?]*/.exec(tail.trimStart()) ?? [];
  if (OTHER.test(topic)) return true;
  return choice === '+1' && !SUBJECT.test(topic) && !/\d/.test(topic);
}

function isNamed(tail: string, said: string): boolean {
  const written =
    /\+1[\s*_]*(?:\([^()]*\))?[\s:*_–—-]*([^+]{1,120})$/u.exec(said)?.[1]?.trim() ?? '';
  return NAMES.test(written) && !(kind(tail) >= tail.trimEnd().length);
}

function otherCandidate(sentence: string, candidate: number | undefined): Doubt | undefined {
  const named = [...sentence.matchAll(/(?<![\p{L}\p{N}])rc[ .#-]?(\d{1,4})(?!\d)/gu)].map(
    ([, rc]) => Number(rc),
  );
  if (candidate === undefined || named.length === 0) return undefined;
  return named.includes(candidate) ? undefined : 'other candidate';
}
