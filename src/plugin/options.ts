import { z } from 'zod';

/** Options of whatever goes from a staging registry to a production registry. */
export const REGISTRIES = {
  from: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The staging registry and project. Default: read from the image, where it is one of kubernetes/k8s.io.',
    ),
  at: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The production registry and project, such as `registry.k8s.io/app`. Default: where kubernetes/k8s.io puts what stands in this staging registry.',
    ),
};

const DURATION = /^[1-9]\d{0,4}\s?[smhd]$/;

/** An option that says how long, such as `30m`; `parseDuration` reads it. */
export function durationText(): z.ZodString {
  return z.string().regex(DURATION, 'a time such as "30m", "2h" or "7d"');
}

/** Options whose text is the name of something else in the process file. */
const REFERENCES = z.registry<{ readonly refers: 'group'; readonly orUsual?: boolean }>();

/** An option that names a group of `people:`. */
export function groupName(): z.ZodString {
  return z.string().min(1).register(REFERENCES, { refers: 'group' });
}

/** An option that names a group of `people:`, and stands for the usual one where it is left out. */
export function groupOrUsual(): z.ZodOptional<z.ZodString> {
  return groupName().optional().register(REFERENCES, { refers: 'group', orUsual: true });
}

/** Whether an option names a group; being optional or described makes no difference. */
export function namesGroup(schema: z.core.$ZodType): boolean {
  if (REFERENCES.get(schema)?.refers === 'group') return true;
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? namesGroup(schema.unwrap())
    : false;
}

/** Whether an option that is left out stands for the usual group. */
export function meansUsualGroup(schema: z.core.$ZodType): boolean {
  return REFERENCES.get(schema)?.orUsual === true;
}

/** The group that is meant where none is named: `owners`, or the only one that there is. */
export function usualGroup(groups: readonly string[]): string | undefined {
  if (groups.includes('owners')) return 'owners';
  return groups.length === 1 ? groups[0] : undefined;
}

/** The group whose `/confirm` counts for what a step pins, by the options of that step. */
export function confirmingGroup(options: unknown, groups: readonly string[]): string | undefined {
  const isMap = typeof options === 'object' && options !== null;
  const named = isMap && 'confirmed-by' in options ? options['confirmed-by'] : undefined;
  return typeof named === 'string' ? named : usualGroup(groups);
}
