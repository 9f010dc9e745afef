import type { ReleaseView } from '../../plugin/release-view.ts';
import type { LineRule } from '../../version-refs/check-references.ts';

/** The text of a file, at the candidate's commit where no other is named; undefined where there is none. */
export type Read = (path: string, commit?: string) => Promise<string | undefined>;

/** What a look at a file that declares versions is about. */
export interface Looking {
  readonly release: ReleaseView;
  readonly from: string;
  readonly wanted: {
    readonly names?: readonly string[] | undefined;
    readonly version?: string | undefined;
    readonly lines: LineRule;
  };
  /** How this release's version may be spelled, the bare one first. */
  readonly versions: readonly string[];
  readonly read: Read;
}
