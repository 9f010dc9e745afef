const LONGEST = 1_024;

/**
 * A path inside a repository in its shortest form, or why it is none.
 *
 * Single dots and doubled slashes go, as they name the same file. Whatever could
 * lead out of the repository, or into git's own folder, is refused.
 */
export function repositoryPath(
  written: string,
): { readonly path: string } | { readonly trouble: string } {
  if (written.length > LONGEST) return { trouble: `is longer than ${LONGEST} characters` };
  if (/\p{Cc}|\p{Cf}/u.test(written)) return { trouble: 'holds an invisible character' };
  if (written.includes('\\')) return { trouble: 'holds a backslash; folders are parted by /' };
  if (written.startsWith('/') || /^[A-Za-z]:/.test(written))
    return { trouble: 'is absolute; write it from the root of the repository' };
  const parts = written.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return { trouble: 'leads out of the repository with ".."' };
  if (parts.some((part) => part.toLowerCase() === '.git'))
    return { trouble: "leads into git's own folder" };
  if (parts.length === 0) return { trouble: 'names no file' };
  return { path: parts.join('/') };
}
