import { z } from 'zod';

/** Marks an option whose text is the name of something else in the process file. */
export type Refers = 'group' | 'artifact';

const REFERENCES = new WeakMap<z.ZodType, Refers>();

/** An option that names a group of `people:`. */
export function groupName(): z.ZodString {
  return refersTo('group');
}

/** What an option's text must name; undefined where it may say anything. */
export function referenceOf(schema: z.ZodType): Refers | undefined {
  return REFERENCES.get(schema) ?? (isWrapper(schema) ? referenceOf(schema.unwrap()) : undefined);
}

function refersTo(what: Refers): z.ZodString {
  const schema = z.string().min(1);
  REFERENCES.set(schema, what);
  return schema;
}

type Wrapper = z.ZodType & { unwrap(): z.ZodType };

function isWrapper(schema: z.ZodType): schema is Wrapper {
  return 'unwrap' in schema && typeof schema.unwrap === 'function';
}
