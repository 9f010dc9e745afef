import { z } from 'zod';

/** Options whose text is the name of something else in the process file. */
const REFERENCES = z.registry<{ readonly refers: 'group' }>();

/** An option that names a group of `people:`. */
export function groupName(): z.ZodString {
  return z.string().min(1).register(REFERENCES, { refers: 'group' });
}

/** Whether an option names a group; being optional or described makes no difference. */
export function namesGroup(schema: z.core.$ZodType): boolean {
  if (REFERENCES.get(schema)?.refers === 'group') return true;
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? namesGroup(schema.unwrap())
    : false;
}
