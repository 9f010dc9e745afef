/** One entry of a `dependencies.yaml` in zeitgeist's form: a version, and where it is written. */
export interface Dependency {
  readonly name: string;
  /** Letter for letter as it is written: an unquoted `1.30` is not 1.3. */
  readonly version: string;
  readonly scheme: Scheme;
  readonly sensitivity: string | undefined;
  /** Where newer versions are announced, in the words of the file. */
  readonly upstream: ReadonlyMap<string, string>;
  readonly references: readonly Reference[];
  /** The line of its version in the file, counted from 1. */
  readonly line: number;
  readonly written: Written;
}

/** How versions of a dependency are compared. Only `semver` has an order that means anything. */
export type Scheme = (typeof SCHEMES)[number];

export const SCHEMES = ['semver', 'alpha', 'random'] as const;

/** A file with lines that hold the version. */
export interface Reference {
  /** From the root of the repository, without `.`, `..` and doubled slashes. */
  readonly path: string;
  /** A pattern of RE2 for the lines that count; undefined where every line does. */
  readonly match: string | undefined;
  /** Its line in the file that declares it, counted from 1. */
  readonly line: number;
}

/** Where a version stands in the text that declares it, quotes included. */
export interface Written {
  readonly from: number;
  readonly to: number;
  readonly quote: '"' | "'" | '';
}

/** Something that is wrong in a file, and where; both counted from 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}
