import type { Checked } from '../../images/check/check-list.ts';
import type { Told } from '../../images/check/told.ts';
import { visible } from '../../show/safe-text.ts';
import { workflowCommand } from './github.ts';

type Format = (file: string, checked: Checked) => string;

/** How a result can be printed, by the word that asks for it; empty where there is nothing to print. */
export const FORMATS = { text, json, github } as const satisfies Record<string, Format>;

/** How many errors and warnings there are, with those that are not told. */
export function countsOf({ findings, more }: Checked): { errors: number; warnings: number } {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return {
    errors: errors + more.errors,
    warnings: findings.length - errors + more.warnings,
  };
}

/** What a result comes to, for people, as lines. It holds nothing that somebody else wrote. */
export function summaryOf(checked: Checked): readonly string[] {
  const { errors, warnings } = countsOf(checked);
  const { older, unchecked, more } = checked;
  const untold = more.errors + more.warnings;
  return [
    errors + warnings === 0
      ? 'nothing found'
      : `${several(errors, 'error')}, ${several(warnings, 'warning')}`,
    ...(untold > 0 ? [`${untold} of them are not told`] : []),
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

function text(file: string, { findings }: Checked): string {
  const lines = findings.map((finding) => {
    const { line, severity, rule } = finding;
    return visible(`${file}:${line}: ${severity}: ${sentences(finding)} [${rule}]`);
  });
  return lines.join('\n');
}

function json(file: string, checked: Checked): string {
  const { findings, older, unchecked, more } = checked;
  const { errors, warnings } = countsOf(checked);
  const ok = errors === 0;
  return JSON.stringify(
    { file, ok, errors, warnings, older, unchecked, more, findings: findings.map(inOrder) },
    undefined,
    2,
  );
}

/** The keys of a finding, always in the same order; those that say nothing are left out. */
function inOrder({ rule, severity, line, image, digest, tag, message, advice, more }: Told) {
  return { rule, severity, line, image, digest, tag, message, advice, more };
}

function github(file: string, { findings }: Checked): string {
  return findings
    .map((finding) => {
      const { severity: level, line, rule: title } = finding;
      return workflowCommand({ level, file, line, title, message: sentences(finding) });
    })
    .join('\n');
}

function sentences({ message, advice, more }: Told): string {
  const others = more > 0 ? `, and ${several(more, 'line')} more like it` : '';
  return `${message}${others}. ${advice}`;
}

function several(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
