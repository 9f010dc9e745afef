import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { z } from 'zod';
import { loadPlugins } from '../src/plugin/load.ts';
import { stepSchema } from '../src/process/schema.ts';

const { gates, publishers, commands, handlers } = await loadPlugins();
const FOLDERS = ['gates', 'publishers', 'commands', 'handlers'];

for (const folder of FOLDERS) {
  const files = await readdir(new URL(`../src/${folder}/`, import.meta.url));
  for (const file of files.filter((each) => each.endsWith('.ts'))) {
    const own = `${folder}/${file.replace('.ts', '.test.ts')}`;
    test(`${folder}/${file} has a test of its own`, () => {
      assert.ok(existsSync(new URL(own, import.meta.url)), `test/${own} is missing`);
    });
  }
}

for (const plugin of [...gates.values(), ...publishers.values()]) {
  test(`${plugin.name} says what it is, and describes every option`, () => {
    assert.match(plugin.title, /^[A-Z][^.]+$/);
    for (const [name, field] of fieldsOf(plugin.options))
      assert.match(
        (typeof field === 'object' && field.description) || '',
        /^[A-Z].*\.$/,
        `${name} of ${plugin.name}`,
      );
  });

  test(`${plugin.name} shadows no option that every step has`, () => {
    const shown = Object.keys(stepSchema(plugin).shape);
    assert.equal(new Set(shown).size, shown.length);
    const common = ['name', 'if', 'optional', 'parallel', 'within'];
    // Only publishers have drafts that somebody must agree to.
    const taken = plugin.kind === 'publisher' ? [...common, 'by'] : common;
    for (const [name] of fieldsOf(plugin.options)) assert.ok(!taken.includes(name), name);
  });
}

test('every command tells how it is said, and no word means two of them', () => {
  const words: string[] = [];
  for (const { name, aliases = [], usage } of commands.values()) {
    words.push(name, ...aliases);
    assert.ok(usage.length > 0, name);
    for (const { line, effect } of usage) {
      assert.match(line, /^\/[a-z]/);
      assert.match(effect, /^[a-z/].*[^.]$/);
    }
  }
  assert.deepEqual(words.toSorted(), [...new Set(words)].toSorted());
});

test('no webhook is told twice', () => {
  const events = handlers.flatMap(({ on }) => on);
  assert.deepEqual(events.toSorted(), [...new Set(events)].toSorted());
});

/** Fields of an options schema, as the documentation shows them. */
function fieldsOf(options: z.ZodObject) {
  return Object.entries(z.toJSONSchema(options, { io: 'input' }).properties ?? {});
}
