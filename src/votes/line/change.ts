import { anywhere, reader } from '../words/patterns.ts';
import { doubted, type Finding, NOTHING, type Passage } from './finding.ts';
import type { NumberSaid } from './numbers.ts';
import { doubtBehind } from './tail.ts';

const CHANGE = anywhere('changes');
const WITHDRAWAL = anywhere('withdrawals');
const OWN = anywhere('owners');
const VOTE = anywhere('vote');
const HELD_BACK = anywhere('hedges', 'conditions', 'refusals');
const NEGATED = anywhere('negations');
const own = reader('lead', 'owners', 'labels', 'to');

/** The vote is somebody else's, or everybody's. */
const OTHERS =
  /(?<!\p{L})(?:you|your|yours|his|her|their|he|she|they|anyone|everyone|people|dein|deine|ihr|ihre|sein|seine|votre|ton|ta|tu|su|sus|vos)(?!\p{L})|さんの|さんが/u;

/** What a line says that changes an earlier vote or takes it back; undefined where it does neither. */
export function changeIn(passage: Passage, numbers: readonly NumberSaid[]): Finding | undefined {
  const sentence = `${passage.before} ${passage.text} ${passage.after}`;
  const isOwn = OWN.test(passage.text) && (VOTE.test(passage.text) || numbers.length > 0);
  if (!isOwn) return undefined;
  if (WITHDRAWAL.test(passage.text)) return withdrawn(passage);
  const change = CHANGE.exec(passage.text);
  if (change === null || numbers.length === 0) return undefined;
  return changed(passage, sentence, { numbers, change });
}

function withdrawn({ text }: Passage): Finding {
  if (OTHERS.test(text) || NEGATED.test(text) || /[?？]$/.test(text)) return NOTHING;
  return HELD_BACK.test(text) ? doubted('unclear') : { is: 'withdrawn' };
}

interface Change {
  readonly numbers: readonly NumberSaid[];
  readonly change: RegExpExecArray;
}

function changed(passage: Passage, sentence: string, { numbers, change }: Change): Finding {
  const { text } = passage;
  if (OTHERS.test(text) || /[?？]\s*$/.test(sentence)) return NOTHING;
  const last = numbers.at(-1);
  if (last?.is !== 'vote' || last.choice === undefined) return doubted('unclear');
  const why = doubtBehind(last.choice, `${text.slice(last.to)} ${passage.after}`, passage);
  if (why !== undefined) return doubted(why);
  const isHeldBack = HELD_BACK.test(text) || NEGATED.test(text);
  const head = text.slice(0, Math.min(change.index, numbers[0]?.from ?? 0));
  if (isHeldBack || own(head) < head.trimEnd().length || numbers.length > 2)
    return doubted('unclear');
  return { is: 'vote', choice: last.choice, isWhole: true, isLabelled: true };
}
