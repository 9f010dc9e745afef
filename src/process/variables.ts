import type { Artifact, Candidate } from '../domain/release.ts';

// Names of artifacts may hold hyphens, but only a member tells them from plain
// text that follows: `v$version-rc$n` holds `$version` and `$n`.
const VARIABLE = /\$(?:([a-z][a-z0-9-]*)\.(version|tag)\b|([a-z]+))/g;

/** Variables that a process file may use, for the documentation. */
export const VARIABLES: readonly (readonly [string, string])[] = [
  [
    '$version',
    'the bare version: of the artifact whose line it is, else of the first in the release',
  ],
  ['$tag', 'its git tag'],
  ['$<artifact>.version', 'the bare version of another artifact, such as `$images.version`'],
  ['$<artifact>.tag', 'the git tag of another artifact'],
  ['$n', 'the number of the candidate'],
  ['$branch', 'the branch that the candidate was cut from'],
];

const PLAIN = ['$version', '$tag', '$n', '$branch'];

/** Whatever begins with a `$`, as far as it may have been meant for a variable: `${tag}`, `$Tag`. */
const DOLLAR = new RegExp(`${VARIABLE.source}|\\$(?:\\{[^}]*\\}?|\\w*)`, 'g');

/** The variables of a text that are none of the known, and any other `$`, as they are written. */
export function unknownVariables(text: string, known: readonly string[]): readonly string[] {
  return [...text.matchAll(DOLLAR)]
    .map(([written]) => written)
    .filter((written) => !known.includes(written));
}

/** The variables of a step's options, in a process with these artifacts. */
export function knownVariables(artifacts: readonly string[]): readonly string[] {
  return [...PLAIN, ...artifacts.flatMap((name) => [`$${name}.version`, `$${name}.tag`])];
}

export interface Values {
  readonly artifacts: readonly Pick<Artifact, 'name' | 'version' | 'tag'>[];
  readonly candidate?: Pick<Candidate, 'n' | 'branch'>;
}

/**
 * Fills the variables of a text. One whose artifact is not part of this release
 * stays as it is written, so that whoever reads it sees what is missing.
 */
export function fill(text: string, values: Values): string {
  return text.replace(
    VARIABLE,
    (written, artifact?: string, member?: string, plain = '') =>
      resolve(artifact ?? plain, member, values) ?? written,
  );
}

function resolve(name: string, member: string | undefined, values: Values): string | undefined {
  const { artifacts, candidate } = values;
  if (member !== undefined)
    return memberOf(
      artifacts.find((each) => each.name === name),
      member,
    );
  if (name === 'n') return candidate === undefined ? undefined : String(candidate.n);
  return name === 'branch' ? candidate?.branch : memberOf(artifacts[0], name);
}

function memberOf(artifact: Values['artifacts'][number] | undefined, member: string) {
  return member === 'version' ? artifact?.version : artifact?.tag;
}

/** Fills the variables of every text in plain data. */
export function fillAll(data: unknown, values: Values): unknown {
  if (typeof data === 'string') return fill(data, values);
  if (Array.isArray(data)) return data.map((each) => fillAll(each, values));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, fillAll(value, values)]),
  );
}
