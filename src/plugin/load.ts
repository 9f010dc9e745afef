import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from './command.ts';
import type { Gate } from './gate.ts';
import type { Handler } from './handler.ts';
import type { Publisher } from './publisher.ts';

type Plugin = Command | Gate | Handler | Publisher;

/** Every plug-in there is, by name. */
export interface Plugins {
  readonly gates: ReadonlyMap<string, Gate>;
  readonly publishers: ReadonlyMap<string, Publisher>;
  readonly commands: ReadonlyMap<string, Command>;
  readonly handlers: readonly Handler[];
}

/** Reads the plug-in folders: what lies in them is what there is. */
export async function loadPlugins(): Promise<Plugins> {
  const [gates, publishers, commands, handlers] = await Promise.all([
    load('gates', 'gate'),
    load('publishers', 'publisher'),
    load('commands', 'command'),
    load('handlers', 'handler'),
  ]);
  return {
    gates: byName(gates),
    publishers: byName(publishers),
    commands: byName(commands),
    handlers: handlers.map(({ plugin }) => plugin),
  };
}

interface Loaded<P> {
  readonly file: string;
  readonly plugin: P;
}

async function load<Kind extends Plugin['kind']>(
  folder: string,
  kind: Kind,
): Promise<readonly Loaded<Extract<Plugin, { kind: Kind }>>[]> {
  const url = new URL(`../${folder}/`, import.meta.url);
  const files = (await readdir(url)).filter((file) => file.endsWith('.ts')).toSorted();
  return Promise.all(
    files.map(async (file) => {
      const module: { default?: unknown } = await import(new URL(file, url).href);
      if (!isPlugin(module.default, kind))
        throw new TypeError(`${folder}/${file} exports no ${kind}`);
      return { file: basename(file, '.ts'), plugin: module.default };
    }),
  );
}

function byName<P extends { readonly name: string }>(
  loaded: readonly Loaded<P>[],
): ReadonlyMap<string, P> {
  for (const { file, plugin } of loaded)
    if (file !== plugin.name)
      throw new TypeError(`${file}.ts holds a plug-in named ${plugin.name}`);
  return new Map(loaded.map(({ plugin }) => [plugin.name, plugin]));
}

function isPlugin<Kind extends Plugin['kind']>(
  value: unknown,
  kind: Kind,
): value is Extract<Plugin, { kind: Kind }> {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}
