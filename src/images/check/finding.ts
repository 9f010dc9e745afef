/**
 * What a list is checked for. An error is a mistake whatever the intention; a
 * warning is something that a reviewer should have seen.
 */
export const SEVERITIES = {
  'not-utf8': 'error',
  'no-list': 'error',
  'before-no-list': 'error',
  'unknown-key': 'error',
  'key-twice': 'error',
  'image-name': 'error',
  'digest-syntax': 'error',
  'tag-syntax': 'error',
  'unquoted-word': 'error',
  'tag-on-two-digests': 'error',
  'tag-moved': 'error',
  'tag-removed': 'error',
  'digest-removed': 'error',
  'image-removed': 'error',
  'latest-tag': 'error',
  'not-an-image': 'error',
  'mock-image': 'error',
  'not-in-staging': 'error',
  'one-platform': 'error',
  'unquoted-digest': 'warning',
  'no-tags': 'warning',
  'no-digests': 'warning',
  'image-twice': 'warning',
  'digest-twice': 'warning',
  'tag-twice': 'warning',
  'shared-digest': 'warning',
  'reused-digest': 'warning',
  'moving-tag': 'warning',
  'tag-style': 'warning',
  'placeholder-left': 'warning',
  'generated-list': 'warning',
  'line-changed': 'warning',
  'line-moved': 'warning',
  'comment-removed': 'warning',
  'fewer-platforms': 'warning',
  'staged-otherwise': 'warning',
  'not-looked-up': 'warning',
} as const satisfies Record<string, 'error' | 'warning'>;

export type Rule = keyof typeof SEVERITIES;

/** Something that is wrong with a list, or looks so. */
export interface Finding {
  readonly rule: Rule;
  /** In the list as it is now, counted from 1. */
  readonly line: number;
  readonly image?: string;
  readonly digest?: string;
  readonly tag?: string;
  /** What is wrong: a clause without capital and full stop. */
  readonly message: string;
  /** What to do about it, as a sentence. */
  readonly advice: string;
}
