import type { OwnLine } from './body/own-line.ts';
import type { Finding } from './line/finding.ts';
import { quoted, type Reading } from './reading.ts';

/** A line, and what was found in it. */
export interface Found {
  readonly line: OwnLine;
  readonly finding: Exclude<Finding, { is: 'none' }>;
}

/** One reading of all that the lines say; where they differ, only a vote on the whole decides. */
export function together(all: readonly Found[]): Reading {
  const [first] = all;
  if (first === undefined) return { is: 'none' };
  const labelled = all.filter(({ finding }) => finding.is === 'vote' && finding.isLabelled);
  const whole = all.filter(({ finding }) => finding.is === 'vote' && finding.isWhole);
  if (labelled.length > 0)
    return agreed(
      labelled,
      all.filter(({ finding }) => finding.is !== 'vote'),
    );
  if (whole.length > 0) return agreed(whole, all);
  if (all.length === 1) return agreed(all, []);
  const doubt = all.find(({ finding }) => finding.is === 'undecided') ?? first;
  const back = all.some(({ finding }) => finding.is !== 'vote');
  return undecided(doubt, back ? undefined : 'checks');
}

/** The vote of some lines, where they and the others say the same. */
function agreed(deciding: readonly Found[], others: readonly Found[]): Reading {
  const [first] = deciding;
  if (first === undefined) return { is: 'none' };
  const { finding, line } = first;
  const isSame = (other: Found) => kindOf(other) === kindOf(first);
  const different = [...deciding, ...others].find((other) => !isSame(other));
  if (different !== undefined) return undecided(different, 'several');
  if (finding.is === 'undecided') return undecided(first, undefined);
  const said = quoted(line.line, line.said);
  return finding.is === 'withdrawn'
    ? { is: 'withdrawn', ...said }
    : { is: 'vote', choice: finding.choice, ...said };
}

/** Checks that came out like the vote on the whole say the same. */
function kindOf({ finding }: Found): string {
  if (finding.is === 'vote') return finding.choice;
  return finding.is === 'undecided' && finding.why === 'checks'
    ? (finding.value ?? 'checks')
    : finding.is;
}

function undecided({ finding, line }: Found, why: 'several' | 'checks' | undefined): Reading {
  const said = quoted(line.line, line.said);
  if (finding.is !== 'undecided') return { is: 'undecided', why: why ?? 'several', ...said };
  const { value } = finding;
  return { is: 'undecided', why: finding.why, ...(value === undefined ? {} : { value }), ...said };
}
