import type { Checked } from '../../images/check/check-list.ts';
import type { Told } from '../../images/check/told.ts';
import { checkRun } from '../../show/check-run.ts';
import { countsOf, sentences } from '../../show/list-check.ts';
import { visible } from '../../show/safe-text.ts';
import { workflowCommand } from './github.ts';

type Format = (file: string, checked: Checked) => string;

/** How a result can be printed, by the word that asks for it; empty where there is nothing to print. */
export const FORMATS = {
  text,
  json,
  github,
  'check-run': asCheckRun,
} as const satisfies Record<string, Format>;

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

/** The bodies of requests that make a check run: the first creates it, the others update it. */
function asCheckRun(path: string, check: Checked): string {
  const { conclusion, outputs } = checkRun([{ path, check }]);
  const [first, ...others] = outputs;
  const created = { name: 'image list', status: 'completed', conclusion, output: first };
  return JSON.stringify([created, ...others.map((output) => ({ output }))], undefined, 2);
}
