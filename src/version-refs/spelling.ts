/** `4.5.1-0` is 4.5.1 with the revision 0 of its image. */
const REVISION = /^(.+)-(\d+)$/;

/**
 * Whether an entry spells one of several versions: a leading `v` makes no difference,
 * and a revision of the image behind it (`-0`) only where one of them names another.
 */
export function spellsOneOf(entry: string, versions: readonly string[]): boolean {
  if (versions.includes(entry)) return true;
  const wanted = versions.map(withoutV);
  const bare = withoutV(entry);
  if (wanted.includes(bare)) return true;
  const base = REVISION.exec(bare)?.[1];
  if (base === undefined || !wanted.includes(base)) return false;
  return !wanted.some((each) => REVISION.exec(each)?.[1] === base);
}

/**
 * A version spelled as another one is: 4.5.2 like `v4.5.1-0` is `v4.5.2-0`.
 * A revision is the one that another of the versions has, else 0.
 */
export function spelledLike(
  entry: string,
  version: string,
  others: readonly string[] = [],
): string {
  const prefix = /^v(?=\d)/.exec(entry)?.[0] ?? '';
  const bare = withoutV(version);
  const revised = others.map(withoutV).find((each) => REVISION.exec(each)?.[1] === bare);
  const hasRevision = REVISION.test(withoutV(entry));
  return `${prefix}${hasRevision ? (revised ?? `${bare}-0`) : bare}`;
}

function withoutV(version: string): string {
  return version.replace(/^v(?=\d)/, '');
}
