import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLError,
  Kind,
  parse,
  validate,
} from 'graphql';
import { z } from 'zod';
import { Refusal } from '../access/refusal.ts';
import type { Budget } from '../http/limits.ts';
import { isRecord } from '../json-object.ts';
import type { Context, Json } from '../site.ts';
import { type Cost, costOf } from './cost.ts';
import { issueOrPullNode } from './issue-node.ts';
import { mutationRoot } from './mutation-root.ts';
import type { GraphContext } from './node.ts';
import { queryRoot } from './query-root.ts';
import { repositoryNode } from './repository-node.ts';
import { resolverNoting } from './resolver.ts';
import { githubSchema } from './schema.ts';

const REQUEST = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** A GraphQL request, read but not yet checked against the schema. */
export interface GraphRequest {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
  readonly isMutation: boolean;
  /** The root fields it asks for, whatever they are called in the answer. */
  readonly fields: readonly string[];
  readonly cost: Cost;
}

/** What an execution needs from its surroundings. */
export interface Surroundings {
  readonly context: Context;
  readonly budget: Budget;
  /** Takes note of a field the forge does not have. */
  readonly noteUnknown: (what: string) => void;
}

/** GitHub refuses queries that could touch more nodes than this. */
const MOST_NODES = 500_000;

/**
 * Reads the body of a GraphQL request.
 * @throws Refusal for a body that is none, GraphQLError for a document that cannot be parsed.
 */
export function readGraphRequest(body: unknown): GraphRequest {
  const read = REQUEST.safeParse(body);
  if (!read.success)
    throw new Refusal(400, 'A query attribute must be specified and must be a string.');
  const { query, variables, operationName } = read.data;
  const document = parse(query);
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const chosen = operations.find(({ name }) => name?.value === operationName) ?? operations[0];
  return {
    document,
    variables: variables ?? {},
    operationName: operationName ?? undefined,
    isMutation: chosen?.operation === 'mutation',
    fields: (chosen?.selectionSet.selections ?? []).flatMap((selection) =>
      selection.kind === Kind.FIELD ? [selection.name.value] : [],
    ),
    cost: costOf(document, variables ?? {}),
  };
}

/** Runs a request against the world. Errors stand in the answer, as GitHub writes them. */
export async function runGraphRequest(
  { document, variables, operationName, isMutation, cost }: GraphRequest,
  { context, budget, noteUnknown }: Surroundings,
): Promise<Json> {
  const schema = githubSchema();
  const problems = validate(schema, document);
  if (problems.length > 0) return { errors: problems.map(errorJson) };
  if (cost.nodes > MOST_NODES) {
    const message = `This query requests up to ${cost.nodes} possible nodes which exceeds the maximum limit of ${MOST_NODES}.`;
    return { errors: [{ type: 'MAX_NODE_LIMIT_EXCEEDED', message }] };
  }
  const graph: GraphContext = {
    ...context,
    up: {
      repository: (repository) => repositoryNode(graph, repository),
      issueOrPull: (issue) => issueOrPullNode(graph, issue),
    },
  };
  const spending = { cost: cost.points, nodeCount: cost.nodes, budget };
  const result = await execute({
    schema,
    document,
    rootValue: isMutation ? mutationRoot(graph) : queryRoot(graph, spending),
    variableValues: variables,
    operationName,
    fieldResolver: resolverNoting(noteUnknown),
    typeResolver: (value) => (isRecord(value) ? String(value.__typename) : undefined),
  });
  return resultJson(result);
}

/** An error as GitHub writes it: the type beside the message, not in `extensions`. */
export function errorJson(error: GraphQLError): Json {
  const { originalError, path, locations } = error;
  const message =
    originalError instanceof Refusal
      ? (originalError.errors?.map((one) => one.message ?? originalError.message).join(', ') ??
        originalError.message)
      : error.message;
  return {
    ...(originalError instanceof Refusal ? { type: originalError.type } : {}),
    ...(path === undefined ? {} : { path }),
    ...(locations === undefined ? {} : { locations }),
    message,
  };
}

function resultJson({ data, errors }: ExecutionResult): Json {
  return { data: data ?? null, ...(errors === undefined ? {} : { errors: errors.map(errorJson) }) };
}
