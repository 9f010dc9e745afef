import { doubted, type Finding, NOTHING } from './finding.ts';
import { type NumberSaid, numbersIn } from './numbers.ts';

/** A box, in brackets or as a sign, which may be one of a list. */
const BOX = /^\s*(?:[-*+•]\s+)?(?:\[([^\][]{0,3})\]|([☐☑☒✅✔✓⬜□■]))\s*/u;

/** What a line of a ballot says; undefined where the line has no box with a vote behind it. */
export function ballotIn(text: string): Finding | undefined {
  const [box, inside = '', sign = ''] = BOX.exec(text) ?? [];
  if (box === undefined) return undefined;
  const [first] = numbersIn(text.slice(box.length));
  if (first?.from !== 0) return first === undefined ? undefined : NOTHING;
  const mark = `${inside}${sign}`.trim();
  if (mark === '' || /^[☐⬜□]$/.test(mark)) return NOTHING;
  return /^(?:x|✓|✔|✅|☑)$/u.test(mark) ? marked(first) : doubted('unclear');
}

function marked(first: NumberSaid): Finding {
  if (first.is === 'fraction' || first.is === 'number') return doubted(first.is, first.value);
  if (first.choice === undefined || first.is === 'look-alike') return doubted('look-alike');
  if (first.is === 'bare' && first.choice !== '0') return doubted('look-alike');
  return { is: 'vote', choice: first.choice, isWhole: true, isLabelled: false };
}
