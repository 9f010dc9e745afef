import { checkReferences, type Finding, type LineRule } from './check-references.ts';
import { declaredIn } from './declared.ts';
import type { Dependency } from './dependency.ts';
import { refusal } from './refusal.ts';
import type { Files } from './repository.ts';

export interface VersionWanted {
  /** The name of a dependency. */
  readonly name: string;
  /** As it is to be written, with or without a `v`. */
  readonly version: string;
}

/** An edit, and what it was to bring about. */
export interface VersionEdit {
  readonly edited: Files;
  readonly before: readonly Dependency[];
  /** What was wrong before. */
  readonly old: readonly Finding[];
  readonly wanted: readonly VersionWanted[];
  readonly rule: LineRule;
}

/**
 * Proves that an edit set the versions that were wanted and did no harm besides.
 * @throws RingmasterError `edit-refused` at the first thing that is otherwise.
 */
export function proveVersions(
  from: string,
  { edited, before, old, wanted, rule }: VersionEdit,
): void {
  const after = declaredIn(from, edited);
  const versions = new Map(wanted.map(({ name, version }) => [name, version]));
  const expected = before.map((each) => ({
    ...each,
    version: versions.get(each.name) ?? each.version,
  }));
  if (gist(after) !== gist(expected))
    throw refusal(`${from} would say something else besides`, {
      advice: 'Set the version by hand.',
    });
  const isOwn = ({ name }: Dependency) => versions.has(name);
  const [missed] = checkReferences(after.filter(isOwn), edited, rule).findings;
  if (missed !== undefined) throw refusal(...stillWrong(missed));
  const others = after.filter((each) => !isOwn(each));
  const known = new Set(old.map(identity));
  const harmed = checkReferences(others, edited, rule).findings.find(
    (finding) => !known.has(identity(finding)),
  );
  if (harmed !== undefined)
    throw refusal(
      `"${harmed.dependency}" (${harmed.expected}) would no longer agree with ${place(harmed)}`,
      { advice: 'Set both in one go, if they are to have the same version.' },
    );
}

/** What the entries say, but for where they say it. */
function gist(dependencies: readonly Dependency[]): string {
  return JSON.stringify(
    dependencies.map(({ line, written, upstream, references, ...rest }) => [
      rest,
      [...upstream],
      references.map(({ path, match }) => [path, match]),
    ]),
  );
}

function stillWrong(finding: Finding): [string, { advice: string }] {
  const { problem, path, reads, expected } = finding;
  switch (problem) {
    case 'no-file':
      return [`${path} does not exist`, { advice: 'Correct the path in the entry.' }];
    case 'bad-pattern':
      return [`the pattern for ${path} is wrong: ${reads}`, { advice: 'Correct "match".' }];
    case 'no-line':
      return [
        `no line of ${path} would match`,
        { advice: 'Make "match" fit the new version, too.' },
      ];
    case 'other-version':
    case 'trap':
      return [
        `${place(finding)} would read ${JSON.stringify(reads)}, and not ${expected}`,
        { advice: 'Correct that line by hand first, or make "match" leave it out.' },
      ];
  }
}

function place({ path, line }: Finding): string {
  return line === undefined ? path : `${path}:${line}`;
}

function identity({ problem, dependency, path, line, declared }: Finding): string {
  return JSON.stringify([problem, dependency, path, line, declared]);
}
