/** The texts of files by their path in the repository. A file that is not there is not in it. */
export type Files = ReadonlyMap<string, string>;

/** The texts that an edit is made of. */
export interface Repository {
  /** The path of the file that declares the dependencies. */
  readonly from: string;
  /** That file, and the files that it refers to. */
  readonly files: Files;
}
