import { code, codes, type Prose, say } from '../domain/prose.ts';
import type { Row } from '../domain/rows.ts';
import type { Signoff } from '../domain/signoff.ts';
import { narrowed, rowsFor } from '../people/asking.ts';
import { defineCommand, did, refused, type Standpoint } from '../plugin/command.ts';
import { WHY_UNDECIDED } from '../votes/reading.ts';

const CHOICE = /^([-+]?)([01])(?:\s+(.*))?$/s;

/** A vote on this candidate. A later one replaces it; a -1 stands until its author votes again. */
export default defineCommand({
  name: 'vote',
  who: 'anyone',
  where: 'tracking issue',
  usage: [
    { line: '/vote +1 [note]', effect: 'vote for this candidate' },
    { line: '/vote 0 [note]', effect: 'abstain' },
    { line: '/vote -1 because <reason>', effect: 'vote against it' },
  ],

  async run({ rest, comment }, at) {
    const asking = votesOf(at);
    if (asking.length === 0) return refused(say`no step is voted on just now`);
    const [, sign = '', digit, words = ''] = CHOICE.exec(rest) ?? [];
    if (digit === undefined) return refused(howTo());
    const { rows, note } = narrowed(words, asking);
    const [row, ...more] = rows;
    if (row === undefined || more.length > 0) return refused(whichVote(rest, asking));
    const choice = choiceOf(sign, digit);
    const reason = note.replace(/^because\s+/i, '');
    const doubt = await doubtAbout(choice, reason);
    if (doubt !== undefined) return refused(doubt);
    const isBinding = rowsFor(comment.author, [row], at).length > 0;
    const kept = reason === '' ? undefined : reason;
    const { name } = row.step;
    return did([{ do: 'sign', step: name, choice, note: kept }], isBinding ? '+1' : 'eyes');
  },
});

/** What a note may say that makes no vote of a +1; all else is a remark. */
const TAKES_BACK: ReadonlySet<string> = new Set(['conditional', 'hedged', 'question']);

/** Why a vote is none, by its own note; undefined where it is one. */
async function doubtAbout(choice: Signoff['choice'], note: string): Promise<Prose | undefined> {
  if (choice === '-1' && note === '') return say`say what is wrong: ${code('/vote -1 because …')}`;
  if (choice !== '+1') return undefined;
  // The words of many languages would make every start slower.
  const { readBody } = await import('../votes/read-body.ts');
  const reading = readBody(`+1, ${note}`, 'comment');
  if (reading.is !== 'undecided' || !TAKES_BACK.has(reading.why)) return undefined;
  const why = { words: WHY_UNDECIDED[reading.why] };
  return say`this ${why}, so it does not count. Vote when you know: ${code('/vote +1')}, or ${code('/vote 0')}`;
}

function votesOf({ decision }: Standpoint): readonly Row[] {
  const { steps = [], promote = [] } = decision.rings[decision.ring] ?? {};
  return [...steps, ...promote].filter(
    ({ step, state }) => step.verb === 'vote' && state !== 'skipped' && state !== 'waiting',
  );
}

/** A 1 without a sign is a yes; people write +0 and -0, too. */
function choiceOf(sign: string, digit: string): Signoff['choice'] {
  if (digit === '0') return '0';
  return sign === '-' ? '-1' : '+1';
}

function howTo(): Prose {
  return say`say ${code('/vote +1')}, ${code('/vote 0')} or ${code('/vote -1 because …')}; nothing between them counts`;
}

function whichVote(rest: string, asking: readonly Row[]): Prose {
  const [choice = ''] = rest.split(/\s+/, 1);
  const lines = codes(
    asking.map(({ step }) => `/vote ${choice} ${step.name}`),
    'or',
  );
  return say`which vote? ${lines}`;
}
