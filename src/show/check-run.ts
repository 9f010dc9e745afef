import { cut } from './limit.ts';
import {
  countsOf,
  foundIn,
  type ListCheck,
  type ListFinding,
  sentences,
  several,
  summaryOf,
} from './list-check.ts';
import { codeSpan, visible } from './safe-text.ts';

/** A list that was checked: its path from the root of its repository, and what was found. */
export interface CheckedFile {
  readonly path: string;
  readonly check: ListCheck;
}

/** A remark at a line, as GitHub's API for check runs takes it. */
export interface CheckAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: 'failure' | 'warning';
  readonly title: string;
  readonly message: string;
}

/** The output of one request. Annotations of later requests join those of earlier ones. */
export interface CheckOutput {
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly CheckAnnotation[];
}

/** A check run as GitHub's API takes it: the first output creates it, the others update it. */
export interface CheckRun {
  readonly conclusion: 'success' | 'neutral' | 'failure';
  readonly outputs: readonly [CheckOutput, ...CheckOutput[]];
}

/** GitHub refuses more annotations in one request. */
const A_REQUEST = 50;
/** Nobody reads more, and each fifty cost a request. */
const MOST_ANNOTATIONS = 250;
/** GitHub takes 64 KiB of a message, of which a character may be four. */
const LONGEST_MESSAGE = 16_000;
/** So many lists are summed up one by one. */
const MOST_LISTS = 100;

/**
 * A check run that says what is wrong with lists of images, at their lines.
 *
 * An error fails it. Warnings alone leave it neutral, and so does a change without
 * a list: nothing was looked at, so nothing is passed. Errors are told before warnings.
 */
export function checkRun(files: readonly CheckedFile[]): CheckRun {
  const all = files.flatMap(({ path, check }) =>
    check.findings.map((finding) => annotation(path, finding)),
  );
  const isFailure = ({ annotation_level }: CheckAnnotation) => annotation_level === 'failure';
  const weighed = [...all.filter(isFailure), ...all.filter((each) => !isFailure(each))];
  const annotations = weighed.slice(0, MOST_ANNOTATIONS);
  const { errors, warnings } = totalOf(files);
  const said = {
    title: titleOf(files.length, errors, warnings),
    summary: summary(files, weighed.length - annotations.length),
  };
  const later = chunks(annotations.slice(A_REQUEST)).map((own) => ({ ...said, annotations: own }));
  return {
    conclusion: conclusionOf(files.length, errors, warnings),
    outputs: [{ ...said, annotations: annotations.slice(0, A_REQUEST) }, ...later],
  };
}

function totalOf(files: readonly CheckedFile[]) {
  let [errors, warnings] = [0, 0];
  for (const { check } of files) {
    const counts = countsOf(check);
    errors += counts.errors;
    warnings += counts.warnings;
  }
  return { errors, warnings };
}

function conclusionOf(lists: number, errors: number, warnings: number): CheckRun['conclusion'] {
  if (errors > 0) return 'failure';
  return lists === 0 || warnings > 0 ? 'neutral' : 'success';
}

function titleOf(lists: number, errors: number, warnings: number): string {
  if (lists === 0) return 'no list of images was checked';
  return `${foundIn(errors, warnings)} in ${several(lists, 'list')} of images`;
}

function summary(files: readonly CheckedFile[], untold: number): string {
  const listed = files
    .slice(0, MOST_LISTS)
    .map(({ path, check }) => `- ${codeSpan(path)}: ${summaryOf(check).join('; ')}`);
  const rest = files.length - listed.length;
  return cut(
    [
      ...listed,
      ...(rest > 0 ? [`- ${several(rest, 'list')} more`] : []),
      ...(untold > 0 ? ['', `${several(untold, 'thing')} more than fit here, errors first.`] : []),
    ].join('\n'),
  );
}

/** GitHub shows titles and messages as plain text, so that nothing but what hides needs a change. */
function annotation(path: string, finding: ListFinding): CheckAnnotation {
  const { line, severity, rule } = finding;
  return {
    path,
    start_line: line,
    end_line: line,
    annotation_level: severity === 'error' ? 'failure' : 'warning',
    title: rule,
    message: cut(visible(sentences(finding)), LONGEST_MESSAGE),
  };
}

function chunks(annotations: readonly CheckAnnotation[]): CheckAnnotation[][] {
  const starts = annotations.flatMap((_each, at) => (at % A_REQUEST === 0 ? [at] : []));
  return starts.map((at) => annotations.slice(at, at + A_REQUEST));
}
