import assert from 'node:assert/strict';
import type { Octokit } from '@octokit/core';
import { GraphqlResponseError } from '@octokit/graphql';
import type { Cast } from '../cast.ts';
import { isRecord, type JsonObject, lookUp } from '../json-object.ts';

/** What a query answers, with its errors beside the data instead of thrown. */
export async function ask(
  { forge, alice }: Cast,
  query: string,
  { variables = {}, token = alice.token }: { variables?: object; token?: string } = {},
): Promise<{ status: number; body: JsonObject; path: (...keys: string[]) => unknown }> {
  const answer = await fetch(`${forge.url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const body: unknown = await answer.json();
  assert.ok(isRecord(body));
  return { status: answer.status, body, path: (...keys) => lookUp(body.data, keys) };
}

/** The data a document answers, by a path of keys. */
export async function run(api: Octokit, document: string, variables: Record<string, unknown> = {}) {
  const data: unknown = await api.graphql(document, variables);
  return (...path: string[]) => lookUp(data, path);
}

/** The types and messages of the errors a document answers. */
export async function errorsOf(
  api: Octokit,
  document: string,
  variables: Record<string, unknown> = {},
) {
  try {
    await api.graphql(document, variables);
    return [];
  } catch (error) {
    if (!(error instanceof GraphqlResponseError)) throw error;
    return (error.errors ?? []).map(({ type, message }) => ({ type, message }));
  }
}

/** Node ids and head of a repository. */
export async function facts({ as, alice }: Cast, owner: string) {
  const at = await run(
    as(alice),
    'query ($owner: String!) { repository(owner: $owner, name: "hello") { id defaultBranchRef { target { oid } } } }',
    { owner },
  );
  return {
    id: String(at('repository', 'id')),
    oid: String(at('repository', 'defaultBranchRef', 'target', 'oid')),
  };
}
