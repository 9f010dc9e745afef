import { z } from 'zod';
import { isRecord } from '../json-object.ts';
import { NotImplemented } from './refusal.ts';

/**
 * Passes only an input all of whose fields a schema reads; those without a
 * value count for nothing.
 * @throws NotImplemented naming the first field that would be left out.
 */
export function checkKeys(input: unknown, schema: z.ZodType, kind: string): void {
  if (!(schema instanceof z.ZodObject) || !isRecord(input)) return;
  const left = Object.keys(input).find((key) => input[key] != null && !(key in schema.shape));
  if (left !== undefined) throw new NotImplemented(`${kind} "${left}"`);
}
