import { isRecord, type JsonObject } from '../json-object.ts';

/** Schemas by name, as `$ref` finds them. */
export type Definitions = JsonObject;

const COMPONENTS = '#/components/schemas/';
// What tells people something and a validator nothing.
const SILENT = new Set([
  'description',
  'example',
  'examples',
  'title',
  'default',
  'deprecated',
  'externalDocs',
  'discriminator',
  'readOnly',
  'writeOnly',
  'x-github',
  'x-multi-segment',
]);
/** Beneath these a key is a name somebody chose, not a word of JSON Schema. */
const NAMED = new Set(['properties', 'patternProperties', 'operations', 'responses', 'events']);

/**
 * A document of schemas in the words of JSON Schema, draft 7: references lead
 * to `definitions`, of which only those needed stay, `nullable` is a type, and
 * everything a validator does not read is gone.
 */
export function compacted(content: JsonObject & { definitions: Definitions }): JsonObject {
  const { definitions, ...rest } = content;
  const needed = new Map<string, unknown>();
  const waiting: string[] = [];
  const rewrite = (value: unknown, isNamed: boolean): unknown => {
    if (Array.isArray(value)) return value.map((item) => rewrite(item, false));
    if (!isRecord(value)) return value;
    const name = referredBy(value);
    if (name !== undefined && !needed.has(name)) {
      needed.set(name, undefined);
      waiting.push(name);
    }
    const kept = Object.entries(value).filter(([key]) => isNamed || !SILENT.has(key));
    const entries = kept.map(([key, inside]) => [key, rewrite(inside, !isNamed && NAMED.has(key))]);
    return isNamed ? Object.fromEntries(entries) : inJsonSchema(Object.fromEntries(entries));
  };
  const written = rewrite(rest, true);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    needed.set(name, rewrite(definitions[name], false));
  }
  const sorted = [...needed].sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...(isRecord(written) ? written : {}), definitions: Object.fromEntries(sorted) };
}

function referredBy({ $ref }: JsonObject): string | undefined {
  return typeof $ref === 'string' && $ref.startsWith(COMPONENTS)
    ? $ref.slice(COMPONENTS.length)
    : undefined;
}

/** OpenAPI 3.0 says `nullable` where JSON Schema names a type or an alternative. */
function inJsonSchema(schema: JsonObject): JsonObject {
  const name = referredBy(schema);
  if (name !== undefined) return { $ref: `#/definitions/${name}` };
  const { nullable, oneOf, ...others } = schema;
  // GitHub's alternatives overlap, so that more than one may fit: an error with a message fits most.
  const rest: JsonObject = oneOf === undefined ? others : { ...others, anyOf: oneOf };
  if (nullable !== true) return rest;
  if (typeof rest.type !== 'string' || Array.isArray(rest.anyOf)) {
    return { anyOf: [{ type: 'null' }, rest] };
  }
  const values = rest.enum;
  return {
    ...rest,
    type: [rest.type, 'null'],
    ...(Array.isArray(values) ? { enum: [...new Set([...values, null])] } : {}),
  };
}
