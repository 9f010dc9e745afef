import type { DocumentNode, FieldNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';

/** How much of its owner's budget a query uses, and how many nodes it may touch. */
export interface Cost {
  readonly points: number;
  readonly nodes: number;
}

/** What the pieces of a query need while they are counted. */
interface Counting {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Sum {
  readonly requests: number;
  readonly nodes: number;
}

const NOTHING: Sum = { requests: 0, nodes: 0 };

/**
 * The cost of a document by GitHub's rule ("Rate limits and query limits for
 * the GraphQL API"): every connection is a request for each of its parents;
 * the requests divided by 100, rounded, at least 1.
 */
export function costOf(document: DocumentNode, variables: Readonly<Record<string, unknown>>): Cost {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition);
  }
  const counting = { fragments, variables };
  const sums = document.definitions.map((definition) =>
    definition.kind === 'OperationDefinition'
      ? count(definition.selectionSet, 1, counting)
      : NOTHING,
  );
  const { requests, nodes } = sums.reduce(added, NOTHING);
  return { points: Math.max(1, Math.round(requests / 100)), nodes };
}

function count(selections: SelectionSetNode, parents: number, counting: Counting): Sum {
  const sums = selections.selections.map((selection) => {
    if (selection.kind === 'Field') return countField(selection, parents, counting);
    const inside =
      selection.kind === 'InlineFragment'
        ? selection.selectionSet
        : counting.fragments.get(selection.name.value)?.selectionSet;
    return inside === undefined ? NOTHING : count(inside, parents, counting);
  });
  return sums.reduce(added, NOTHING);
}

function countField(field: FieldNode, parents: number, counting: Counting): Sum {
  const size = pageSize(field, counting);
  const children = parents * (size ?? 1);
  const own = size === undefined ? NOTHING : { requests: parents, nodes: children };
  return field.selectionSet === undefined
    ? own
    : added(own, count(field.selectionSet, children, counting));
}

function pageSize(field: FieldNode, { variables }: Counting): number | undefined {
  const bound = field.arguments?.find(
    ({ name }) => name.value === 'first' || name.value === 'last',
  );
  if (bound === undefined) return undefined;
  if (bound.value.kind === 'IntValue') return Number(bound.value.value);
  return bound.value.kind === 'Variable' ? Number(variables[bound.value.name.value]) : undefined;
}

function added(a: Sum, b: Sum): Sum {
  return { requests: a.requests + b.requests, nodes: a.nodes + b.nodes };
}
