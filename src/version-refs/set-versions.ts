import { checkReferences, type LineRule } from './check-references.ts';
import { declaredIn, dependencyIn } from './declared.ts';
import { writeVersion } from './declared-version.ts';
import { matcherOf } from './line-pattern.ts';
import { proveVersions, type VersionWanted } from './prove-versions.ts';
import { refusal } from './refusal.ts';
import type { Files, Repository } from './repository.ts';
import { joinedLines, linesOf } from './text-lines.ts';
import { replaceWhole, standingOf } from './whole-version.ts';

/** A line that an edit changed, both times without its ending. */
export interface ChangedLine {
  readonly path: string;
  /** Counted from 1; no edit moves a line. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

export interface VersionsSet {
  /** The new texts of the files that changed, and no others. */
  readonly files: Files;
  readonly changes: readonly ChangedLine[];
}

const LONGEST_VERSION = 256;

/**
 * Gives dependencies new versions: in the file that declares them, and in the lines
 * that match and hold the old version whole. Nothing else changes, not even how a
 * line ends; a line that holds the new version already may stay as it is.
 *
 * The edit is proven: read again, every reference of these dependencies holds the
 * new version, and no other reference is worse off than before. Dependencies whose
 * references share a line have to be set together.
 *
 * @throws RingmasterError `edit-refused`, with the reason, where that cannot be had;
 * `artifact-invalid` where there is too much to look at.
 */
export function setVersions(
  { from, files }: Repository,
  wanted: readonly VersionWanted[],
  rule: LineRule = 'every',
): VersionsSet {
  const before = declaredIn(from, files);
  // First of all, because it refuses what would take too long to edit, too.
  const old = checkReferences(before, files, rule);
  const edited = new Map(files);
  for (const { name, version } of wanted) {
    checkVersion(version);
    const { references, version: old } = dependencyIn(before, name);
    for (const { path, match } of references) replaceIn(edited, { path, match, old, version });
    // The file may refer to itself, so it is read anew before its entry is written.
    const dependency = dependencyIn(declaredIn(from, edited), name);
    edited.set(from, writeVersion(edited.get(from) ?? '', dependency, version));
  }
  proveVersions(from, { edited, before, old: old.findings, wanted, rule });
  return difference(files, edited);
}

function checkVersion(version: string): void {
  if (/^[!-~]+$/.test(version) && version.length <= LONGEST_VERSION) return;
  throw refusal(`${JSON.stringify(version.slice(0, LONGEST_VERSION))} is no version`, {
    advice: 'Write it without blanks and line breaks.',
  });
}

interface Replacement {
  readonly path: string;
  readonly match: string | undefined;
  readonly old: string;
  readonly version: string;
}

function replaceIn(files: Map<string, string>, { path, match, old, version }: Replacement): void {
  const text = files.get(path);
  const matcher = matcherOf(match);
  // What is missing or broken is told by the proof, in the words of the check.
  if (text === undefined || 'trouble' in matcher) return;
  const lines = linesOf(text).map((line) =>
    matcher.matches(line.text) ? { ...line, text: replaced(line.text, old, version) } : line,
  );
  files.set(path, joinedLines(lines));
}

/** Where only a `v` is added, the line may have it already. */
function replaced(line: string, old: string, version: string): string {
  const text = replaceWhole(line, old, version);
  const isBetter = standingOf(text, version) === 'whole' || standingOf(line, version) !== 'whole';
  return isBetter ? text : line;
}

function difference(before: Files, after: Files): VersionsSet {
  const files = new Map([...after].filter(([path, text]) => text !== before.get(path)));
  const changes = [...files].flatMap(([path, text]) => {
    const old = linesOf(before.get(path) ?? '');
    return linesOf(text).flatMap((line, index) => {
      const was = old[index]?.text ?? '';
      return was === line.text ? [] : [{ path, line: index + 1, before: was, after: line.text }];
    });
  });
  return { files, changes };
}
