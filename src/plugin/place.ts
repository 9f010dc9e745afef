import type { CommentHeard } from '../domain/journal.ts';
import type { Repository } from '../domain/release.ts';

/** A repository, and the installation of the App through which it is reached. */
export interface Site {
  readonly repository: Repository;
  readonly installation: number;
}

/**
 * Where something may have changed. A place carries no conclusion: whoever goes
 * there looks for himself. The one exception is a comment, because what was
 * first posted cannot be looked up later.
 */
export type Place =
  /** Tags of a repository; one that was just pushed is no history, even where nobody has looked before. */
  | { readonly at: 'tags'; readonly pushed?: string }
  | { readonly at: 'issue'; readonly number: number }
  | { readonly at: 'comment'; readonly comment: CommentHeard; readonly isBot: boolean }
  /** A pull request, by the branch that it comes from. */
  | { readonly at: 'branch'; readonly branch: string }
  /** Anything of the repository: every open release there is woken. */
  | { readonly at: 'repository' };
