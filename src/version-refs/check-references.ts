import type { Dependency, Reference } from './dependency.ts';
import { lineSearch, type MatchingLine, type Search } from './line-search.ts';
import type { Files } from './repository.ts';
import { longerIn, type Standing, standingOf } from './whole-version.ts';

/**
 * Whether every line that matches must hold the version, as zeitgeist has it now,
 * or some line, as it had it up to 0.5.4.
 */
export type LineRule = 'every' | 'some';

/** What was found in the files that dependencies refer to. */
export interface Report {
  /** How many references were looked at. */
  readonly references: number;
  /** In how many different files. */
  readonly files: number;
  readonly findings: readonly Finding[];
  /** How many findings there are besides those that are listed. */
  readonly more: number;
  /** Lines that hold a version of the series that is declared, such as 1.26.5 for 1.26. */
  readonly series: readonly SeriesNote[];
}

/** One thing that is wrong with one reference. */
export interface Finding {
  /**
   * `no-file`: the file is not there. `bad-pattern`: its pattern is none of RE2.
   * `no-line`: no line matches. `other-version`: a line matches and lacks the
   * version. `trap`: a line has it only as a part of a longer version, which
   * zeitgeist takes for the same.
   */
  readonly problem: 'no-file' | 'bad-pattern' | 'no-line' | 'other-version' | 'trap';
  readonly dependency: string;
  /** The version that should stand there. */
  readonly expected: string;
  readonly path: string;
  /** The line in that file, counted from 1; undefined where it is about no line. */
  readonly line: number | undefined;
  /**
   * What stands there instead, shortened: the line, the longer version of a trap, or
   * for `bad-pattern` what is wrong with it.
   */
  readonly reads: string | undefined;
  /** The line of the reference in the file that declares it. */
  readonly declared: number;
}

export interface SeriesNote {
  readonly dependency: string;
  readonly version: string;
  readonly path: string;
  readonly line: number;
  readonly reads: string;
}

const MOST_FINDINGS = 200;
const MOST_OF_ONE_REFERENCE = 10;
const MOST_NOTES = 50;
const LONGEST_QUOTE = 120;

/**
 * Looks at every line of every file that dependencies refer to, by the rules of
 * zeitgeist: a reference holds where a line matches, and the lines that match hold
 * the version. A reference without `match` is about every line that is not blank.
 *
 * Zeitgeist looks for the version anywhere in a line, and stops at the first
 * dependency that is wrong; here it has to stand whole, and all are told.
 *
 * @throws RingmasterError `artifact-invalid` where there is too much to look at.
 */
export function checkReferences(
  dependencies: readonly Dependency[],
  files: Files,
  rule: LineRule = 'every',
): Report {
  const search = lineSearch(files);
  const findings: Finding[] = [];
  const series: SeriesNote[] = [];
  let [references, more] = [0, 0];
  for (const dependency of dependencies)
    for (const reference of dependency.references) {
      const found = answerTo({ dependency, reference, rule }, search(reference));
      const room = Math.min(MOST_OF_ONE_REFERENCE, MOST_FINDINGS - findings.length);
      findings.push(...found.findings.slice(0, room));
      more += found.findings.length - Math.min(room, found.findings.length);
      series.push(...found.series.slice(0, MOST_NOTES - series.length));
      references += 1;
    }
  return { references, files: pathsOf(dependencies).length, findings, more, series };
}

/** The files that dependencies refer to, each once, in the order of their first mention. */
export function pathsOf(dependencies: readonly Dependency[]): readonly string[] {
  const paths = dependencies.flatMap(({ references }) => references.map(({ path }) => path));
  return [...new Set(paths)];
}

interface Question {
  readonly dependency: Dependency;
  readonly reference: Reference;
  readonly rule: LineRule;
}

type Answer = Pick<Report, 'findings' | 'series'>;

function answerTo(question: Question, found: Search): Answer {
  if ('missing' in found) return wrong(question, { problem: 'no-file' });
  if ('trouble' in found) return wrong(question, { problem: 'bad-pattern', reads: found.trouble });
  if (found.lines.length === 0) return wrong(question, { problem: 'no-line' });
  const { version } = question.dependency;
  const lines = found.lines.map((line) => ({ ...line, standing: standingOf(line.text, version) }));
  const missed = lines.filter(({ standing }) => standing === 'part' || standing === 'absent');
  const isEnough = question.rule === 'some' && missed.length < lines.length;
  const series = lines.filter(({ standing }) => standing === 'series');
  return {
    findings: isEnough ? [] : missed.map((line) => findingAt(question, line)),
    series: series.map((line) => noteOn(question, line)),
  };
}

type JudgedLine = MatchingLine & { readonly standing: Standing };

function findingAt(question: Question, { number, text, standing }: JudgedLine): Finding {
  const isPart = standing === 'part';
  const longer = isPart ? longerIn(text, question.dependency.version) : undefined;
  return {
    ...about(question),
    problem: isPart ? 'trap' : 'other-version',
    line: number,
    reads: shown(longer ?? text),
  };
}

function noteOn({ dependency, reference }: Question, { number, text }: MatchingLine): SeriesNote {
  const { name, version } = dependency;
  const reads = shown(longerIn(text, version) ?? text);
  return { dependency: name, version, path: reference.path, line: number, reads };
}

function wrong(
  question: Question,
  { problem, reads }: { problem: Finding['problem']; reads?: string },
): Answer {
  return { findings: [{ ...about(question), problem, line: undefined, reads }], series: [] };
}

function about({ dependency, reference }: Question) {
  const { name, version } = dependency;
  return {
    dependency: name,
    expected: version,
    path: reference.path,
    declared: reference.line,
  };
}

function shown(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > LONGEST_QUOTE ? `${trimmed.slice(0, LONGEST_QUOTE)}…` : trimmed;
}
