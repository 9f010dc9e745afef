import { readFile, writeFile } from 'node:fs/promises';
import { VARIABLES } from './environment.ts';
import type { Command } from './plugin/command.ts';
import type { Plugins } from './plugin/load.ts';
import {
  commonOptionsTable,
  optionTable,
  stepsCatalogue,
  table,
  topLevelTable,
  variablesTable,
} from './process/catalogue.ts';
import { processJsonSchema } from './process/json-schema.ts';

const ROOT = new URL('../', import.meta.url);
const SCHEMA = 'src/process/ringmaster.schema.json';

/** Documents with generated parts, each between two comments: its name, and the end. */
const DOCUMENTS: Readonly<Record<string, readonly string[]>> = {
  'README.md': ['commands', 'environment'],
  'src/process/README.md': ['top level', 'steps', 'variables'],
  'src/gates/README.md': ['gates'],
  'src/publishers/README.md': ['publishers'],
};

/** A file that holds what the code says of itself. */
export interface GeneratedDocument {
  /** From the root of the project. */
  readonly path: string;
  /** As it stands. */
  readonly before: string;
  /** As it should stand. */
  readonly after: string;
}

/**
 * Every document with generated parts, as it is and as it should be.
 * @throws Error when a document lacks the marks of a part.
 */
export async function generatedDocuments(plugins: Plugins): Promise<readonly GeneratedDocument[]> {
  const parts = generatedParts(plugins);
  const documents = Object.entries(DOCUMENTS).map(async ([path, names]) => {
    const before = await readFile(new URL(path, ROOT), 'utf8');
    const after = names.reduce((text, name) => replacePart(text, name, parts[name] ?? ''), before);
    return { path, before, after };
  });
  const before = await readFile(new URL(SCHEMA, ROOT), 'utf8');
  const after = `${JSON.stringify(processJsonSchema(plugins), undefined, 2)}\n`;
  return [...(await Promise.all(documents)), { path: SCHEMA, before, after }];
}

/** Brings every generated document up to date. @returns the paths of those that were not. */
export async function writeDocuments(plugins: Plugins): Promise<readonly string[]> {
  const stale = (await generatedDocuments(plugins)).filter(({ before, after }) => before !== after);
  for (const { path, after } of stale) await writeFile(new URL(path, ROOT), after);
  return stale.map(({ path }) => path);
}

function generatedParts({
  commands,
  gates,
  publishers,
}: Plugins): Readonly<Record<string, string>> {
  return {
    commands: commandTable(commands.values()),
    environment: optionTable(VARIABLES),
    'top level': topLevelTable(),
    steps: commonOptionsTable(),
    variables: variablesTable(),
    gates: stepsCatalogue(gates.values()),
    publishers: stepsCatalogue(publishers.values()),
  };
}

function commandTable(commands: Iterable<Command>): string {
  const rows = [...commands].flatMap(({ usage }) =>
    usage.map(({ line, effect }) => [`\`${line}\``, effect]),
  );
  return table(['say', 'and it will'], rows);
}

function replacePart(text: string, name: string, part: string): string {
  const [begin, end] = [`<!-- generated: ${name} -->\n`, '<!-- end -->'];
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`a document lacks the marks of the part “${name}”`);
  return `${text.slice(0, from)}${begin}\n${part}\n\n${text.slice(to)}`;
}
