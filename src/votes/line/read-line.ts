import type { Choice } from '../reading.ts';
import { anywhere } from '../words/patterns.ts';
import { changeIn } from './change.ts';
import { doubted, type Finding, NOTHING, type Passage } from './finding.ts';
import { headOf } from './head.ts';
import { type NumberSaid, numbersIn } from './numbers.ts';
import { doubtBehind, isCounted, sentenceOf } from './tail.ts';

const IN_WORDS = anywhere('plusOne', 'minusOne');

/** A vote with at most its weight behind it stands for the whole. */
const ALONE =
  /^[\s.,!:*]*(?:\(?(?:non[- ]?)?binding\)?|\(?(?:nicht )?bindend\)?|\(?(?:non )?contraignante?\)?|\(?(?:no )?vinculante\)?|\(?拘束力(?:あり|なし)\)?)?[\s.,!]*$/u;

/** What one line, with what belongs to its sentence, says as a vote. */
export function readLine(passage: Passage): Finding {
  const { text } = passage;
  const numbers = numbersIn(text).filter(
    (number) => number.is !== 'bare' || isBareVote(number, text),
  );
  const change = changeIn(
    passage,
    numbers.filter(({ is }) => is !== 'bare'),
  );
  if (change !== undefined) return change;
  const [first] = numbers;
  if (first === undefined) return inWords(passage);
  const tail = `${text.slice(first.to)} ${passage.after}`.trimEnd();
  const head = headOf(passage.before, text.slice(0, first.from));
  if (head === 'none' || isCounted(tail)) return NOTHING;
  if (head === 'unknown') return unknown(text, first, tail);
  if (head !== 'cast' && head !== 'labelled') return doubted(head);
  return cast({ passage, numbers, first, tail, isLabelled: head === 'labelled' });
}

/** A number without a sign only counts where it is all, or nearly all, that the line says. */
function isBareVote({ choice, from, to }: NumberSaid, text: string): boolean {
  const behind = text.slice(to);
  if (from !== 0)
    return /^(?:my )?vote(?: is)? ?:? ?$/.test(text.slice(0, from)) && /^[\s.!]*$/.test(behind);
  return choice === '0'
    ? /^\s*(?:$|[-–—,(.!;:](?: |[a-z]|$))/u.test(behind)
    : /^[\s.!]*$/.test(behind);
}

interface Cast {
  readonly passage: Passage;
  readonly numbers: readonly NumberSaid[];
  readonly first: NumberSaid;
  readonly tail: string;
  readonly isLabelled: boolean;
}

function cast({ passage, numbers, first, tail, isLabelled }: Cast): Finding {
  const { choice } = first;
  if (first.is === 'fraction' || first.is === 'number') return doubted(first.is, first.value);
  if (choice === undefined || first.is === 'look-alike') return doubted('look-alike');
  if (first.is === 'bare' && choice !== '0') return doubted('look-alike');
  if (/["“”„«»「『]\s*$/.test(passage.text.slice(0, first.from))) return doubted('reported');
  const rest = numbers.slice(1).filter((other) => !isEarlier(other, passage.text));
  if (rest.some((other) => isAlternative(first, other, passage.text))) return NOTHING;
  if (rest.some((other) => other.choice !== choice)) return doubted('several');
  const why = doubtBehind(choice, withoutEarlier(tail), passage);
  return why === undefined ? vote(choice, tail, isLabelled) : doubted(why);
}

function vote(choice: Choice, tail: string, isLabelled: boolean): Finding {
  const isWhole =
    isLabelled || ALONE.test(sentenceOf(tail)) || /^[\s(,]*(?:from|for) m[ey]\b/.test(tail);
  return { is: 'vote', choice, isWhole, isLabelled };
}

/** “+1/-1” and “+1 or -1” name the choices. */
function isAlternative(first: NumberSaid, other: NumberSaid, text: string): boolean {
  return /^ ?(?:[/|,]|or|oder|ou|o) ?$/.test(text.slice(first.to, other.from));
}

/** In brackets, and of the past. */
const EARLIER =
  /\([^()]{0,200}(?:was|were|earlier|previous|before|war|etait|era|fue|以前|前回)[^()]{0,200}\)/gu;

function isEarlier({ from, to }: NumberSaid, text: string): boolean {
  return [...text.matchAll(EARLIER)].some(
    ({ 0: all, index }) => index < from && to < index + all.length,
  );
}

function withoutEarlier(tail: string): string {
  return tail.replace(EARLIER, ' ');
}

/** Whether a sentence that ends with a vote, but begins with words that nobody knows, is worth a question. */
function unknown(text: string, first: NumberSaid, tail: string): Finding {
  const head = text.slice(0, first.from).trim();
  const isSpokenOf =
    /(?:^| )(?:the|one|a|an|another|your|his|her|their|every|any|each|my|that|of|log|returns?|returned|der|die|das|ein|eine|un|une|le|la|el|uno)$/.test(
      head,
    );
  const isOver = /^[\s]*(?:$|[.!,;(])/.test(tail);
  const isVote = first.is === 'vote' || first.is === 'look-alike';
  return isVote && isOver && !isSpokenOf && first.choice === '+1' && !/[?？]/.test(`${head}${tail}`)
    ? doubted('unclear')
    : NOTHING;
}

/** “plus one” as good as alone. */
function inWords({ text, before }: Passage): Finding {
  const found = IN_WORDS.exec(text);
  if (found === null || before !== '') return NOTHING;
  const head = headOf('', text.slice(0, found.index));
  return head === 'cast' || head === 'labelled' ? doubted('words') : NOTHING;
}
