import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { isRecord, type JsonObject, lookUp } from './json-object.ts';

/** One thing the forge said or was told that GitHub's own description does not allow. */
export interface Violation {
  /** The operation or event. */
  readonly where: string;
  readonly problem: string;
}

const MOST_PROBLEMS = 8;

/** Compares what goes over the wire with GitHub's OpenAPI description. */
export class Conformance {
  readonly #rest = new Schemas('rest.json');
  readonly #webhooks = new Schemas('webhooks.json');

  /** What is wrong with an answer; undefined where it is as GitHub describes it. */
  ofAnswer(operation: string, { status, body }: { status: number; body: unknown }) {
    const path = ['operations', operation, 'responses', String(status)];
    if (this.#rest.knows(path)) return this.#rest.problemIn(path, body);
    // GitHub does not describe every refusal; what it never describes is another success.
    return status < 300 ? `GitHub never answers ${status} here` : undefined;
  }

  /** What is wrong with a request's body. */
  ofRequest(operation: string, body: unknown): string | undefined {
    return this.#rest.problemIn(['operations', operation, 'request'], body);
  }

  /** What is wrong with a webhook's payload; `name` is as in GitHub's `x-webhooks`. */
  ofEvent(name: string, payload: unknown): string | undefined {
    const path = ['events', name];
    if (!this.#webhooks.knows(path)) return `the forge has no description of the event ${name}`;
    return this.#webhooks.problemIn(path, payload);
  }
}

/** One file of schemas, each compiled when it is first needed. */
class Schemas {
  readonly #file: string;
  readonly #compiled = new Map<string, ValidateFunction | undefined>();
  #loaded: { content: JsonObject; ajv: Ajv } | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /** Whether something stands at a path, even if it is that nothing is to be checked. */
  knows(path: readonly string[]): boolean {
    return lookUp(this.#load().content, path) !== undefined;
  }

  problemIn(path: readonly string[], value: unknown): string | undefined {
    const key = path.join(' ');
    if (!this.#compiled.has(key)) this.#compiled.set(key, this.#compile(path));
    const validate = this.#compiled.get(key);
    if (validate === undefined || validate(value)) return undefined;
    return explained(validate.errors ?? []);
  }

  /** Compiled from within the whole file, so that what schemas share is compiled once. */
  #compile(path: readonly string[]): ValidateFunction | undefined {
    const { content, ajv } = this.#load();
    if (!isRecord(lookUp(content, path))) return undefined;
    const pointer = path.map((key) => encodeURIComponent(key.replaceAll('/', '~1'))).join('/');
    const compiled = ajv.getSchema(`${this.#file}#/${pointer}`);
    if (compiled === undefined) throw new Error(`${this.#file} cannot be read at ${pointer}`);
    return compiled;
  }

  #load(): { content: JsonObject; ajv: Ajv } {
    if (this.#loaded !== undefined) return this.#loaded;
    const text = readFileSync(join(import.meta.dirname, 'schema', this.#file), 'utf8');
    const content: unknown = JSON.parse(text);
    if (!isRecord(content)) throw new Error(`${this.#file} holds no schemas`);
    const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateSchema: false });
    addFormats.default(ajv);
    // Commits carry whatever address their author typed, and GitHub passes it on.
    ajv.addFormat('email', true);
    ajv.addSchema(content, this.#file);
    this.#loaded = { content, ajv };
    return this.#loaded;
  }
}

function explained(errors: readonly ErrorObject[]): string {
  const lines = errors.map(({ instancePath, message, params }) => {
    const detail = Object.values(params).map(String).join(', ');
    return `${instancePath || '/'} ${message} (${detail})`;
  });
  return [...new Set(lines)].slice(0, MOST_PROBLEMS).join('; ');
}
