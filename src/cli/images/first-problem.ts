import type { z } from 'zod';

/** The first thing that is wrong with a document, with its place: `added[0].digest: …`. */
export function firstProblem({ issues: [issue] }: z.ZodError): string {
  if (issue === undefined) return 'is not as it has to be';
  const place = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`));
  const at = place.join('').replace(/^\./, '');
  return at === '' ? issue.message : `${at}: ${issue.message}`;
}
