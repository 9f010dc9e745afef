import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { NotImplemented } from '../access/refusal.ts';
import { isRecord } from '../json-object.ts';
import type { Args } from './node.ts';

/**
 * Resolves a field by the node's own property. A field or argument that the
 * forge does not have fails loudly and is noted; answering null, or leaving the
 * argument out, would teach clients what is not so.
 */
export function resolverNoting(
  noteUnknown: (what: string) => void,
): GraphQLFieldResolver<unknown, unknown> {
  return async (source, args: Args, _context, info) => {
    try {
      return await resolved(source, args, info);
    } catch (error) {
      if (error instanceof NotImplemented) noteUnknown(error.what);
      throw error;
    }
  };
}

async function resolved(source: unknown, args: Args, info: GraphQLResolveInfo): Promise<unknown> {
  const field = `${info.parentType.name}.${info.fieldName}`;
  const value = isRecord(source) ? source[info.fieldName] : undefined;
  if (value === undefined) throw new NotImplemented(field);
  const looked = new Set<string>();
  const watched = new Proxy(args, {
    get(target, name) {
      looked.add(String(name));
      return Reflect.get(target, name);
    },
  });
  const result: unknown = typeof value === 'function' ? await value(watched) : value;
  const missed = givenArguments(info).find((name) => args[name] != null && !looked.has(name));
  if (missed !== undefined) throw new NotImplemented(`${field}(${missed})`);
  return result;
}

/** The arguments the query itself gives; those GitHub would fill in by default are not among them. */
function givenArguments({ fieldNodes }: GraphQLResolveInfo): string[] {
  return fieldNodes.flatMap(({ arguments: given = [] }) => given.map(({ name }) => name.value));
}
