import { type Finding, type Rule, SEVERITIES } from './finding.ts';

/** A finding as it is told. */
export interface Told extends Finding {
  readonly severity: 'error' | 'warning';
  /** How many lines more it is true of, where one of them stands for all. */
  readonly more: number;
}

/** True of every line of a list that is written so: one of them is enough. */
const GROUPED: ReadonlySet<Rule> = new Set(['unquoted-digest', 'no-tags', 'not-looked-up']);

/** Nobody reads more, and a hostile list could make a million. */
const MOST = 1_000;

/** Findings by line, errors first; where they are too many, errors are kept rather than warnings. */
export function told(findings: readonly Finding[]): {
  readonly findings: readonly Told[];
  readonly more: { readonly errors: number; readonly warnings: number };
} {
  const all = grouped(findings).toSorted(byWeight);
  const rest = all.slice(MOST);
  const errors = rest.filter(({ severity }) => severity === 'error').length;
  return {
    findings: all.slice(0, MOST).toSorted((a, b) => a.line - b.line || byWeight(a, b)),
    more: { errors, warnings: rest.length - errors },
  };
}

function grouped(findings: readonly Finding[]): Told[] {
  return [...Map.groupBy(findings, ({ rule }) => rule)].flatMap(([rule, own]) => {
    const severity = SEVERITIES[rule];
    if (!GROUPED.has(rule)) return own.map((finding) => ({ ...finding, severity, more: 0 }));
    const first = own.reduce((upper, each) => (each.line < upper.line ? each : upper));
    return [{ ...first, severity, more: own.length - 1 }];
  });
}

function byWeight(a: Told, b: Told): number {
  if (a.severity !== b.severity) return a.severity === 'error' ? -1 : 1;
  return a.line - b.line;
}
