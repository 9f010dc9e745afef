import { plain } from '../../domain/prose.ts';
import { matterOf, placeOf } from '../../gates/version-refs/sentences.ts';
import { visible } from '../../show/safe-text.ts';
import { say } from '../../terminal.ts';
import {
  checkReferences,
  type LineRule,
  pathsOf,
  type Report,
} from '../../version-refs/check-references.ts';
import type { Dependency, Problem } from '../../version-refs/dependency.ts';
import { readDependencies } from '../../version-refs/read-dependencies.ts';
import { spelledLike, spellsOneOf } from '../../version-refs/spelling.ts';
import { zeitgeistVerdict } from '../../version-refs/zeitgeist.ts';
import { readAllIn, readIn } from '../shared/tree.ts';

export interface Check {
  /** The real place of the directory. */
  readonly tree: string;
  readonly from: string;
  readonly rule: LineRule;
  /** The version that entries must say; undefined where nothing is expected of them. */
  readonly version: string | undefined;
  /** The entries that must say it; none: at least one must. */
  readonly names: readonly string[];
  readonly json: boolean;
}

/** @returns the exit status: 0 all agree, 1 something is wrong. */
export async function check(asked: Check): Promise<number> {
  const { tree, from, rule, json } = asked;
  const text = (await readIn(tree, from))?.text;
  if (text === undefined)
    return tell(json, { from, ok: false, wrong: [`${from}: does not exist`] });
  const declared = readDependencies(text);
  if ('problems' in declared) {
    const { problems } = declared;
    return tell(json, { from, ok: false, problems, wrong: problems.map(problemLine(from)) });
  }
  const { dependencies } = declared;
  const files = textsOf(await readAllIn(tree, pathsOf(dependencies)));
  const report = checkReferences(dependencies, files, rule);
  const wrong = [...reportLines(report, from), ...entryLines(dependencies, asked)];
  const zeitgeist = {
    now: zeitgeistVerdict(text, files),
    '0.5.4': zeitgeistVerdict(text, files, '0.5.4'),
  };
  return tell(json, { from, ok: wrong.length === 0, ...report, zeitgeist, wrong });
}

/** The texts of files that were read. */
export function textsOf(
  files: ReadonlyMap<string, { readonly text: string }>,
): ReadonlyMap<string, string> {
  return new Map([...files].map(([path, { text }]) => [path, text]));
}

type Result = { readonly from: string; readonly ok: boolean } & Partial<Report> & {
    readonly problems?: readonly Problem[];
    readonly zeitgeist?: Readonly<Record<string, string>>;
    /** Lines for people, each with its place first. */
    readonly wrong: readonly string[];
  };

function tell(json: boolean, result: Result): number {
  const { ok, references = 0, files = 0, wrong } = result;
  if (json) say(JSON.stringify(result, undefined, 2));
  else if (ok) say(`${references} references in ${files} files agree`);
  else for (const line of wrong) say(visible(line));
  return ok ? 0 : 1;
}

function problemLine(from: string): (problem: Problem) => string {
  return ({ line, column, message }) => `${from}:${line}:${column}: ${message}`;
}

function reportLines({ references, findings, more }: Report, from: string): readonly string[] {
  if (references === 0) return [`${from}: nothing says where a version is written`];
  const lines = findings.map((finding) => `${placeOf(finding, from)}: ${plain(matterOf(finding))}`);
  return more === 0 ? lines : [...lines, `${from}: ${more} more places are wrong`];
}

function entryLines(
  dependencies: readonly Dependency[],
  { from, version, names }: Check,
): readonly string[] {
  if (version === undefined) return [];
  const isRight = (each: Dependency) => spellsOneOf(each.version, [version]);
  if (names.length === 0)
    return dependencies.some(isRight) ? [] : [`${from}: no entry says ${version}`];
  return names.flatMap((name) => {
    const found = dependencies.filter((each) => each.name === name);
    if (found.length === 0) return [`${from}: has no entry “${name}”`];
    return found
      .filter((each) => !isRight(each))
      .map((each) => {
        const expected = spelledLike(each.version, version);
        return `${from}:${each.line}: “${name}” is ${each.version}, expected ${expected}`;
      });
  });
}
