/** One act of a story: what somebody does, and what goes with it. */
export interface Act {
  /** As written, for the transcript. */
  readonly line: string;
  readonly number: number;
  /** The indented lines below, without their indentation. */
  readonly text: string;
  /** What must be readable somewhere before the act is over, where machines take their time. */
  readonly until: string | undefined;
}

/**
 * Reads a story: a line an act, indented lines are what is said or written with
 * it, `… until “this” can be read` says how long the act lasts, `#` begins a remark.
 */
export function readScript(story: string): readonly Act[] {
  const acts: DraftAct[] = [];
  for (const [index, line] of story.split('\n').entries())
    if (!line.startsWith('#')) take(acts, line, index + 1);
  return acts.map((act) => ({ ...act, text: act.text.join('\n').trim() }));
}

interface DraftAct extends Omit<Act, 'text' | 'until'> {
  readonly text: string[];
  until: string | undefined;
}

function take(acts: DraftAct[], line: string, number: number): void {
  const act = acts.at(-1);
  const [, until] = UNTIL.exec(line) ?? [];
  if (until !== undefined && act !== undefined) act.until = until;
  else if (line.startsWith('  ') || line.trim() === '') act?.text.push(line.slice(2));
  else acts.push({ line: line.trim(), number, text: [], until: undefined });
}

const UNTIL = /^… until “(.+)” can be read$/;
