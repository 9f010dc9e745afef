/** Something that a check of a list of images found. What others wrote in it is not escaped. */
export interface ListFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  /** Counted from 1. */
  readonly line: number;
  /** A clause without capital and full stop. */
  readonly message: string;
  /** A sentence. */
  readonly advice: string;
  /** Further lines that it is true of. */
  readonly more: number;
}

/** What a check of a list of images came to. */
export interface ListCheck {
  readonly findings: readonly ListFinding[];
  /** What was found and is not among the findings. */
  readonly more: { readonly errors: number; readonly warnings: number };
  /** How much was wrong before and is still. */
  readonly older: number;
  /** What could not be checked, in words of ours. */
  readonly unchecked: readonly string[];
}

/** How many errors and warnings there are, with those that are not told. */
export function countsOf({ findings, more }: Pick<ListCheck, 'findings' | 'more'>): {
  readonly errors: number;
  readonly warnings: number;
} {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return {
    errors: errors + more.errors,
    warnings: findings.length - errors + more.warnings,
  };
}

/** What a check came to, for people, as lines. It holds nothing that somebody else wrote. */
export function summaryOf(check: ListCheck): readonly string[] {
  const { errors, warnings } = countsOf(check);
  const { older, unchecked, more } = check;
  const untold = more.errors + more.warnings;
  return [
    foundIn(errors, warnings),
    ...(untold > 0 ? [`${untold} of them ${untold === 1 ? 'is' : 'are'} not told`] : []),
    ...(older > 0
      ? [
          `${several(older, 'thing')} that the list before had as well ${older === 1 ? 'is' : 'are'} not told`,
        ]
      : []),
    ...(unchecked.length > 0
      ? [`not checked, as nothing was said of it: ${unchecked.join(', ')}`]
      : []),
  ];
}

/** A count in words: `nothing found`, `1 error, 2 warnings`. */
export function foundIn(errors: number, warnings: number): string {
  if (errors + warnings === 0) return 'nothing found';
  return `${several(errors, 'error')}, ${several(warnings, 'warning')}`;
}

/** What a finding says, and what to do about it; not escaped. */
export function sentences({ message, advice, more }: ListFinding): string {
  const others = more > 0 ? `, and ${several(more, 'line')} more like it` : '';
  return `${message}${others}. ${advice}`;
}

/** `1 list`, `2 lists`. */
export function several(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
