/**
 * Cuts what the forge needs out of GitHub's OpenAPI description and writes it
 * beside this file: `rest.json` and `webhooks.json`. Run by hand, after a route
 * or event was added or to take up a newer description:
 *
 *     node test/forge/schema/extract.ts [path of api.github.com.json]
 *
 * Without a path the package is installed into a temporary folder; it takes
 * 400 MB there while it works.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compacted, type Definitions } from '../description/compact.ts';
import { corrected } from '../description/corrections.ts';
import { EVENT_NAMES } from '../hooks/event-names.ts';
import { isRecord, type JsonObject, lookUp } from '../json-object.ts';
import { routes } from '../rest/routes.ts';

const PACKAGE = '@octokit/openapi@23.0.2';

const [given] = process.argv.slice(2);
const description = corrected(given === undefined ? fromRegistry() : parse(given));
write('rest.json', { operations: operations(description), ...definitionsOf(description) });
write('webhooks.json', { events: events(description), ...definitionsOf(description) });

function operations(root: JsonObject): JsonObject {
  const names = new Set([...routes.map(({ describedBy }) => describedBy), 'GET /rate_limit']);
  return Object.fromEntries([...names].sort().map((name) => [name, operation(root, name)]));
}

function operation(root: JsonObject, name: string): JsonObject {
  const [method = '', path = ''] = name.split(' ');
  const found = lookUp(root, ['paths', path, method.toLowerCase()]);
  if (!isRecord(found)) throw new Error(`GitHub has no operation ${name}`);
  const answers = Object.entries(record(found.responses)).map(([status, answer]) => [
    status,
    jsonSchemaOf(resolved(root, answer)),
  ]);
  return {
    request: jsonSchemaOf(resolved(root, found.requestBody)),
    responses: Object.fromEntries(answers),
  };
}

function events(root: JsonObject): JsonObject {
  const list = EVENT_NAMES.map((name) => {
    const schema = jsonSchemaOf(lookUp(root, ['x-webhooks', name, 'post', 'requestBody']));
    if (schema === null) throw new Error(`GitHub has no event ${name}`);
    return [name, schema];
  });
  return Object.fromEntries(list);
}

function jsonSchemaOf(body: unknown): unknown {
  return lookUp(body, ['content', 'application/json', 'schema']) ?? null;
}

function resolved(root: JsonObject, value: unknown): unknown {
  const reference = lookUp(value, ['$ref']);
  return typeof reference === 'string' ? lookUp(root, reference.split('/').slice(1)) : value;
}

function definitionsOf(root: JsonObject): { definitions: Definitions } {
  return { definitions: record(lookUp(root, ['components', 'schemas'])) };
}

function record(value: unknown): JsonObject {
  return isRecord(value) ? value : {};
}

function write(name: string, content: JsonObject & { definitions: Definitions }): void {
  const source = {
    package: PACKAGE,
    file: 'generated/api.github.com.json',
    license: 'MIT License, copyright (c) 2020 Octokit contributors',
  };
  const text = JSON.stringify({ source, ...compacted(content) });
  writeFileSync(join(import.meta.dirname, name), `${text}\n`);
  console.log(`${name}: ${Math.round(text.length / 1024)} KB`);
}

function fromRegistry(): JsonObject {
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
  try {
    execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', PACKAGE]);
    return parse(join(folder, 'node_modules/@octokit/openapi/generated/api.github.com.json'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function parse(path: string): JsonObject {
  return record(JSON.parse(readFileSync(path, 'utf8')));
}
