import { z } from 'zod';
import type { Gate } from '../plugin/gate.ts';
import type { Publisher } from '../plugin/publisher.ts';
import {
  BY,
  COMMON_OPTIONS,
  commonOptions,
  processShape,
  readsValue,
  stepSchema,
} from './schema.ts';
import { VARIABLES } from './variables.ts';

/** A table of Markdown, with its cells as they are. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(oneCell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** What every gate or publisher asks or does, and the options of its step. */
export function stepsCatalogue(plugins: Iterable<Gate | Publisher>): string {
  return [...plugins].map(stepEntry).join('\n\n');
}

/** The words at the top of a process file. */
export function topLevelTable(): string {
  return optionTable(processShape);
}

/** The options that every step takes. */
export function commonOptionsTable(): string {
  return optionTable(z.object({ ...COMMON_OPTIONS, ...BY }));
}

export function variablesTable(): string {
  return table(
    ['variable', 'stands for'],
    VARIABLES.map(([written, meaning]) => [`\`${written}\``, meaning]),
  );
}

/** The fields of a schema with their defaults and descriptions. */
export function optionTable(schema: z.ZodObject, skipped: readonly string[] = []): string {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  const rows = Object.entries(properties)
    .filter(([name]) => !skipped.includes(name))
    .map(([name, field]) => {
      const { description = '', default: fallback } = typeof field === 'object' ? field : {};
      return [`\`${name}\``, needed(fallback, required.includes(name)), description];
    });
  return table(['name', 'default', 'meaning'], rows);
}

function stepEntry(plugin: Gate | Publisher): string {
  const word = readsValue(plugin) ? plugin.value.example : plugin.name;
  const schema = stepSchema(plugin);
  const skipped = [plugin.verb, ...Object.keys(commonOptions(plugin))];
  const own = Object.keys(schema.shape).filter((name) => !skipped.includes(name));
  const options = own.length === 0 ? 'No options of its own.' : optionTable(schema, skipped);
  return `## \`${plugin.verb}: ${word}\`\n\n${plugin.title}.\n\n${options}`;
}

function needed(fallback: unknown, isRequired: boolean): string {
  if (fallback !== undefined && !isEmpty(fallback)) return `\`${String(fallback)}\``;
  return isRequired ? '**needed**' : '';
}

function isEmpty(value: unknown): boolean {
  return value === '' || (typeof value === 'object' && Object.keys(value ?? {}).length === 0);
}

function oneCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
