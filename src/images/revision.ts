/** The annotation and label for the commit, by the OCI image specification's annotation keys. */
const REVISION = 'org.opencontainers.image.revision';

/** Git abbreviates to no fewer digits by itself. */
const SHORT = /^[0-9a-f]{7,}$/;

/** A commit's id is no longer, and labels are as long as their author likes. */
const LONGEST = 40;

/** The commit that annotations or labels name; an empty text names none. */
export function revisionIn(texts: Readonly<Record<string, string>>): string | undefined {
  return texts[REVISION]?.trim() || undefined;
}

/** Whether a text is a commit's id cut short. */
export function abbreviates(text: string, commit: string): boolean {
  return text !== commit && SHORT.test(text) && commit.startsWith(text);
}

/** The commit that all who name one agree on, as the most exact of them writes it; else a fault. */
export function agreedRevision(claims: readonly (string | undefined)[]): {
  readonly revision: string | undefined;
  readonly fault: string | undefined;
} {
  const named = claims.flatMap((claim) => claim ?? []).toSorted((a, b) => b.length - a.length);
  const [revision = ''] = named;
  const other = named.find((each) => each !== revision && !abbreviates(each, revision));
  if (other === undefined) return { revision: named[0], fault: undefined };
  const [one, two] = [revision, other].map((each) => each.slice(0, LONGEST));
  return { revision, fault: `it says that it was built from ${one}, and from ${two}` };
}
