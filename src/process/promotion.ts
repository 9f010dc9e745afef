import { asksPeople, type Step } from '../domain/process.ts';
import type { Path, Problem, SourceDocument } from './document.ts';

/** The rings as they are written, or the steps of a single one. */
interface Written {
  readonly rings?: Readonly<Record<string, { readonly promote?: unknown }>> | undefined;
  readonly steps?: unknown;
}

/** Every ring but the last says who opens the next one. */
export function ringProblems(
  { rings, steps }: Written,
  source: SourceDocument,
): readonly Problem[] {
  if (rings === undefined && steps === undefined)
    return [
      source.problemAt(
        [],
        '"rings" is missing: expected the stages of a release, or "steps" for a single one',
      ),
    ];
  if (rings !== undefined && steps !== undefined)
    return [source.problemAt(['steps'], '"steps" is for processes without "rings"; here are both')];
  const entries = Object.entries(rings ?? {});
  return entries.flatMap(([name, { promote }], index) => {
    const isLast = index === entries.length - 1;
    if (isLast && promote !== undefined)
      return [
        source.problemAt(
          ['rings', name, 'promote'],
          `"${name}" is the last ring: nothing comes after it to promote to`,
        ),
      ];
    if (!isLast && promote === undefined)
      return [
        source.problemAtKey(
          ['rings'],
          name,
          `"promote" is missing in "${name}": say who opens the next ring, or "auto"`,
        ),
      ];
    return [];
  });
}

/**
 * What stands under `promote` is sign-offs and votes, and each belongs to every release: a
 * check there would wait for nothing, and an optional one would hold nobody.
 */
export function promoterProblems(
  step: Step,
  source: SourceDocument,
  path: Path,
): readonly Problem[] {
  if (!asksPeople(step.verb))
    return [
      source.problemAtKey(
        path,
        step.verb,
        `"promote" takes sign-offs and votes alone, such as "approve: 2 owners"; "${step.verb}" belongs under "steps"`,
      ),
    ];
  const more = [...(step.optional ? ['optional'] : []), ...(step.if === undefined ? [] : ['if'])];
  return more.map((key) =>
    source.problemAtKey(path, key, `"${key}" is not for a sign-off that opens the next ring`),
  );
}
