/** Branches live beneath this, tags beneath the other. */
export const BRANCHES = 'refs/heads/';
export const TAGS = 'refs/tags/';

/** The short name of a branch; undefined for any other ref. */
export function branchIn(ref: string): string | undefined {
  return ref.startsWith(BRANCHES) ? ref.slice(BRANCHES.length) : undefined;
}

/** The short name of a tag; undefined for any other ref. */
export function tagIn(ref: string): string | undefined {
  return ref.startsWith(TAGS) ? ref.slice(TAGS.length) : undefined;
}

/** Whether git allows a full ref name. Rules: git-check-ref-format(1). */
export function isRefName(name: string): boolean {
  const parts = name.split('/');
  return (
    name.startsWith('refs/') &&
    parts.length >= 3 &&
    parts.every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock')) &&
    !name.endsWith('.') &&
    !/\.\.|@\{|[ ~^:?*[\\]|\p{Cc}/u.test(name)
  );
}
