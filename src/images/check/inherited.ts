import type { Finding } from './finding.ts';
import { keyOf } from './key.ts';

/**
 * Parts what a change brought from what was wrong before, wherever in the file
 * it stands now: nobody is to answer for what others wrote years ago.
 */
export function inherited(
  findings: readonly Finding[],
  before: readonly Finding[],
): { readonly fresh: readonly Finding[]; readonly older: number } {
  const left = new Map<string, number>();
  for (const finding of before)
    left.set(identityOf(finding), (left.get(identityOf(finding)) ?? 0) + 1);
  const fresh = findings.filter((finding) => {
    const key = identityOf(finding);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
  return { fresh, older: findings.length - fresh.length };
}

/** Without lines, which shift; the message only where nothing else says what it is about. */
function identityOf({ rule, image, digest, tag, message }: Finding): string {
  return keyOf(rule, image, digest, tag, image === undefined ? message : undefined);
}
