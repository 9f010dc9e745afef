import type { z } from 'zod';
import { checkKeys } from '../access/check-keys.ts';
import { type FieldError, notFound, Refusal } from '../access/refusal.ts';
import { demandRead } from '../access/rights.ts';
import { findRepository } from '../actions/find.ts';
import type { Context } from '../site.ts';
import type { Repository } from '../world/repositories.ts';

/** One REST request, matched to its route. */
export interface Call extends Context {
  /** What the braces of the route's path stand for, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The path as it was asked for, without prefix and query. */
  readonly path: string;
  readonly body: unknown;
  readonly accept: string;
}

/** A REST request about one repository, which whoever asks may see. */
export interface RepositoryCall extends Call {
  readonly repository: Repository;
}

/** What a route answers: JSON, or bytes as they are, or nothing. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One operation of the REST API, named as in GitHub's OpenAPI description. */
export interface Route {
  readonly operation: string;
  /** The operation whose description it follows: itself, but for the few GitHub does not describe. */
  readonly describedBy: string;
  /** The query parameters it heeds, beside those of paging. */
  readonly heeds: readonly string[];
  /** Whether GitHub counts it as creating content, which it limits. */
  readonly creates: boolean;
  readonly handle: (call: Call) => Answer | Promise<Answer>;
}

interface RouteOptions {
  readonly creates?: boolean;
  readonly heeds?: readonly string[];
  readonly describedBy?: string;
}

/** A route that has nothing to do with a single repository. */
export function route(
  operation: string,
  handle: Route['handle'],
  { creates = false, heeds = [], describedBy = operation }: RouteOptions = {},
): Route {
  return { operation, describedBy, creates, heeds, handle };
}

/**
 * A route about one repository. `reads` names the permissions one of which a
 * token needs to see this part of a private repository; writes are checked
 * where they are done.
 */
export function repositoryRoute(
  operation: string,
  handle: (call: RepositoryCall) => Answer | Promise<Answer>,
  options: RouteOptions & { readonly reads?: readonly string[] } = {},
): Route {
  const { reads } = options;
  const handleThere: Route['handle'] = (call) => {
    const repository = findRepository(call, param(call, 'owner'), param(call, 'repo'));
    if (reads !== undefined) demandRead(call, repository, reads);
    return handle({ ...call, repository });
  };
  return route(operation, handleThere, options);
}

/** 200 with a body. */
export function ok(body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, body, headers };
}

/** 201 with what was made. */
export function created(body: unknown): Answer {
  return { status: 201, body };
}

/** 204: done, nothing to say. */
export const DONE: Answer = { status: 204, body: undefined };

/** What a part of the path stands for. */
export function param({ params }: Call, name: string): string {
  const value = params[name];
  if (value === undefined) throw new Error(`the route has no {${name}}`);
  return value;
}

/** A number in the path; anything else is not found. */
export function numberParam(call: Call, name: string): number {
  const value = param(call, name);
  if (!/^\d+$/.test(value)) throw notFound();
  return Number(value);
}

/**
 * The body, read by a schema. What does not fit is a 422, as GitHub answers it;
 * what GitHub takes and the forge would leave out is not implemented.
 */
export function readBody<T>({ body }: Call, schema: z.ZodType<T>): T {
  checkKeys(body, schema, 'the field');
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const errors = read.error.issues.map(
    ({ path, message }): FieldError => ({
      resource: 'Request',
      code: 'invalid',
      field: path.join('.'),
      message,
    }),
  );
  throw new Refusal(422, 'Invalid request.', { errors });
}
