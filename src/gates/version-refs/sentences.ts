import { code, list, type Prose, say } from '../../domain/prose.ts';
import type { Exhibit } from '../../domain/verdict.ts';
import type { Finding } from '../../version-refs/check-references.ts';
import { spelledLike } from '../../version-refs/spelling.ts';
import type { DeclaredFound } from './declared.ts';
import type { OwnEntry } from './own-entries.ts';
import type { PlainFound } from './plain.ts';

/** A card has room for so many lines of one list. */
const MOST_LINES = 50;

/** What is wrong with a file that declares versions, and with what it refers to. */
export function declaredTroubles(
  { from, exists, problems, report, own }: DeclaredFound,
  versions: readonly string[],
): readonly Prose[] {
  if (!exists) return [say`${code(from)} does not exist at this commit`];
  if (problems.length > 0)
    return problems.map(
      ({ line, column, message }) => say`${code(`${from}:${line}:${column}`)}: ${message}`,
    );
  const isNone = own.areNeeded && own.entries.length === 0;
  return [
    ...(isNone ? [noneSays(from, versions)] : []),
    ...own.missing.map((name) => say`${code(from)} has no entry “${name}”`),
    ...own.entries.filter(({ isRight }) => !isRight).map((entry) => stale(entry, from, versions)),
    ...(report?.findings ?? []).map(
      (finding) => say`${code(placeOf(finding, from))} ${matterOf(finding)}`,
    ),
  ];
}

/** What is wrong with a file that the process names itself. */
export function plainTrouble(
  { path, key, value, trouble }: PlainFound,
  versions: readonly string[],
): Prose {
  const where = key === undefined ? say`${code(path)}` : say`${code(path)}: ${code(key)}`;
  if (value === undefined) return say`${code(path)} ${trouble ?? 'says nothing'}`;
  return say`${where} is ${code(value)}, expected ${code(spelledLike(value, versions[0] ?? '', versions))}`;
}

/** Where to look for what is wrong with a reference: a file, or a line of it. */
export function placeOf({ problem, path, line, declared }: Finding, from: string): string {
  if (problem === 'bad-pattern') return `${from}:${declared}`;
  return line === undefined ? path : `${path}:${line}`;
}

/** What is wrong there: what it reads, and what it should. */
export function matterOf({ problem, dependency, expected, reads = '' }: Finding): Prose {
  switch (problem) {
    case 'no-file':
      return say`does not exist, but “${dependency}” refers to it`;
    case 'bad-pattern':
      return say`has a wrong pattern for “${dependency}”: ${reads}`;
    case 'no-line':
      return say`has no line for “${dependency}”, expected ${code(expected)}`;
    case 'other-version':
      if (reads === '') return say`is blank, expected ${code(expected)} for “${dependency}”`;
      return say`reads ${code(reads)}, expected ${code(expected)} for “${dependency}”`;
    case 'trap':
      return say`reads ${code(reads)}, of which ${code(expected)} for “${dependency}” is only a part`;
  }
}

/** In one line what agrees. */
export function summary(plain: readonly PlainFound[], declared: DeclaredFound | undefined): Prose {
  const { references = 0, files = 0 } = declared?.report ?? {};
  const held = say`${count(references, 'reference')} in ${count(files, 'file')} agree`;
  const own = declared?.own.entries ?? [];
  const said = [
    ...own.map(({ name, version }) => say`“${name}” is ${code(version)}`),
    ...plain.map(({ path, value }) => say`${code(path)} is ${code(value ?? '')}`),
  ];
  if (declared === undefined) return list(said);
  return said.length === 0 ? held : say`${held}; ${list(said)}`;
}

/** A line for each thing that agrees and that somebody may want to see. */
export function heldLines(
  plain: readonly PlainFound[],
  declared: DeclaredFound | undefined,
): readonly Prose[] {
  const series = declared?.report?.series ?? [];
  return [
    ...(declared?.own.entries ?? []).map(
      ({ name, version, line }) =>
        say`${code(`${declared?.from}:${line}`)}: “${name}” is ${code(version)}`,
    ),
    ...plain.map(
      ({ path, key, value }) =>
        say`${code(key === undefined ? path : `${path}: ${key}`)} is ${code(value ?? '')}`,
    ),
    ...series.map(
      ({ path, line, reads, version, dependency }) =>
        say`${code(`${path}:${line}`)}: ${code(reads)} is one of ${code(version)} for “${dependency}”`,
    ),
  ];
}

/** A list that a card has room for. */
export function exhibit(title: Prose, lines: readonly Prose[], hidden = 0): Exhibit {
  const left = Math.max(0, lines.length - MOST_LINES) + hidden;
  const rest = left === 0 ? [] : [say`and ${left} more`];
  return { title, lines: [...lines.slice(0, MOST_LINES), ...rest] };
}

function noneSays(from: string, [version = '']: readonly string[]): Prose {
  return say`no entry of ${code(from)} says ${code(version)}; ${code('names:')} tells which must, if any`;
}

function stale(
  { name, version, line }: OwnEntry,
  from: string,
  versions: readonly string[],
): Prose {
  const expected = spelledLike(version, versions[0] ?? '', versions);
  return say`${code(`${from}:${line}`)}: “${name}” is ${code(version)}, expected ${code(expected)}`;
}

function count(number: number, word: string): Prose {
  return [{ words: `${number} ${word}${number === 1 ? '' : 's'}` }];
}
