import { isRecord, type JsonObject } from '../json-object.ts';

interface Correction {
  /** What is wrong with GitHub's description. */
  readonly because: string;
  readonly path: readonly string[];
  readonly value: unknown;
}

const SCHEMAS = ['components', 'schemas'];
const INSTALLATIONS = ['paths', '/app/installations', 'get', 'responses', '200'];

/** Where GitHub's description contradicts itself, and which side is right. */
const CORRECTIONS: readonly Correction[] = [
  {
    because: 'an account is called a person and an enterprise at once; elsewhere it is one of them',
    path: [...INSTALLATIONS, 'content', 'application/json', 'schema', 'items'],
    value: { $ref: '#/components/schemas/installation' },
  },
  {
    because: 'a label without a description has null there in all other lists',
    path: [
      ...[...SCHEMAS, 'pull-request-simple', 'properties', 'labels', 'items'],
      ...['properties', 'description', 'nullable'],
    ],
    value: true,
  },
];

/** The description with its contradictions resolved. */
export function corrected(description: JsonObject): JsonObject {
  return CORRECTIONS.reduce((root, { path, value }) => replaced(root, path, value), description);
}

function replaced(root: JsonObject, path: readonly string[], value: unknown): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) throw new Error('a correction needs a path');
  if (rest.length === 0) return { ...root, [key]: value };
  const inside = root[key];
  if (!isRecord(inside)) throw new Error(`there is nothing to correct at ${path.join(' ')}`);
  return { ...root, [key]: replaced(inside, rest, value) };
}
