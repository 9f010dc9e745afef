import type { RuledText } from './ruled-text.ts';

/** Something worth telling about one place of the file. Lines and columns count from 1. */
export interface Remark {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** One digest and its tags, as they stand in the file. */
export interface ListEntry {
  /** As written, so that a digest with a digit missing is still shown and kept. */
  readonly digest: string;
  readonly tags: readonly string[];
  readonly line: number;
  /** Differs from `line` where the tags stand one to a line below their digest. */
  readonly lastLine: number;
}

/** One `- name:` with what stands under it. A name may occur in several blocks. */
export interface ImageBlock {
  readonly name: string;
  readonly line: number;
  /** The line of `dmap:`, absent where an image has been named and nothing more. */
  readonly dmapLine: number | undefined;
  /** The last line that is neither blank nor a comment of its own. */
  readonly lastLine: number;
  readonly entries: readonly ListEntry[];
}

/** A list of promoted images, as a file of lines. */
export interface ImageList extends RuledText {
  readonly blocks: readonly ImageBlock[];
  /** Lines outside the grammar. Nothing is concluded from them. */
  readonly unread: readonly Remark[];
  /** Lines that can be read and are wrong all the same, such as a digest of 65 digits. */
  readonly faults: readonly Remark[];
}
