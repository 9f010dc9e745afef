/** The words GitHub's GraphQL API puts beside an error. */
export type RefusalType =
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'STALE_DATA'
  | 'UNPROCESSABLE'
  | 'RATE_LIMITED'
  | 'MISSING_PAGINATION_BOUNDARIES'
  | 'EXCESSIVE_PAGINATION';

/** One entry of the `errors` list of a 422. */
export interface FieldError {
  readonly resource: string;
  readonly code: string;
  readonly field?: string;
  readonly message?: string;
  readonly value?: unknown;
}

interface RefusalOptions {
  readonly type?: RefusalType;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * What GitHub says instead of doing what it was asked: a status and a message
 * in REST, the same as an error with a type in GraphQL.
 */
export class Refusal extends Error {
  readonly status: number;
  readonly type: RefusalType;
  readonly errors: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, options: RefusalOptions = {}) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.type = options.type ?? typeOf(status);
    this.errors = options.errors;
    this.headers = options.headers ?? {};
  }
}

/**
 * GitHub has it and the forge does not. It is noted as well as answered, since
 * whatever is left out in silence would be taken for GitHub's answer.
 */
export class NotImplemented extends Refusal {
  /** What is missing: an operation, a field, an argument. */
  readonly what: string;

  constructor(what: string) {
    super(501, `forge: ${what} is not implemented`);
    this.name = 'NotImplemented';
    this.what = what;
  }
}

function typeOf(status: number): RefusalType {
  if (status === 404) return 'NOT_FOUND';
  if (status === 401 || status === 403) return 'FORBIDDEN';
  return 'UNPROCESSABLE';
}

/** It does not exist, or whoever asks may not know that it does. */
export function notFound(message = 'Not Found'): Refusal {
  return new Refusal(404, message);
}

/** The installation's token does not carry the permission, or not for this repository. */
export function notForIntegration(): Refusal {
  return new Refusal(403, 'Resource not accessible by integration');
}

/** The input is well-formed and still cannot be accepted. */
export function unprocessable(message: string): Refusal {
  return new Refusal(422, message);
}

/** A field of the input is wrong; `code` is one of GitHub's, such as `invalid` or `custom`. */
export function invalidField(error: FieldError): Refusal {
  return new Refusal(422, 'Validation Failed', { errors: [error] });
}
